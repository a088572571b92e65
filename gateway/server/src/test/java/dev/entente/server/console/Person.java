package dev.entente.server.console;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.entente.server.running.RunningGateway;
import java.util.List;

/** One of our people at a browser of their own, with an authenticator of their own. */
public final class Person implements AutoCloseable {
  final String name;
  public final Page page;
  private final BrowserContext context;
  private final CDPSession session;
  private final JsonElement authenticator;

  public Person(Browser browser, RunningGateway gateway, String name) {
    this(browser, site(gateway), name);
  }

  Person(Browser browser, String site, String name) {
    this.name = name;
    this.context = browser.newContext(new Browser.NewContextOptions().setBaseURL(site));
    this.page = context.newPage();
    page.setDefaultTimeout(10_000);
    this.session = context.newCDPSession(page);
    this.authenticator = authenticator(session);
  }

  static String site(RunningGateway gateway) {
    String admin = gateway.admin().toString();
    return "http://localhost" + admin.substring(admin.lastIndexOf(':'));
  }

  /** The browser's own, which says that its user was there and is who they are. */
  private static JsonElement authenticator(CDPSession session) {
    session.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var parameters = new JsonObject();
    parameters.add("options", options);
    return session.send("WebAuthn.addVirtualAuthenticator", parameters).get("authenticatorId");
  }

  /** Another tab, where the same authenticator is at hand. */
  Page tab() {
    Page tab = context.newPage();
    CDPSession there = context.newCDPSession(tab);
    JsonElement another = authenticator(there);
    var mine = new JsonObject();
    mine.add("authenticatorId", authenticator);
    for (JsonElement credential :
        session.send("WebAuthn.getCredentials", mine).getAsJsonArray("credentials")) {
      var parameters = new JsonObject();
      parameters.add("authenticatorId", another);
      parameters.add("credential", credential);
      there.send("WebAuthn.addCredential", parameters);
    }
    return tab;
  }

  /** Comes in by the link that the gateway printed, and makes a passkey. */
  public Person invited(RunningGateway gateway) {
    return invited(gateway.said());
  }

  /** The same, by one of these lines. */
  Person invited(List<String> said) {
    byLink(said);
    page.locator("button:has-text('Make a passkey')").click();
    page.waitForURL("**/");
    return this;
  }

  /** Comes in by the link that the gateway printed. */
  void byLink(RunningGateway gateway) {
    byLink(gateway.said());
  }

  /** The newest link of theirs that one of these lines tells. */
  String link(List<String> said) {
    String line =
        said.stream()
            .map(String::strip)
            .filter(it -> it.startsWith("sign in as " + name + ": "))
            .reduce((_, last) -> last)
            .orElseThrow();
    return line.substring(line.indexOf(": ") + 2);
  }

  private void byLink(List<String> said) {
    page.navigate(link(said));
    page.getByText("Continue as " + name).click();
    page.waitForURL("**/passkey");
  }

  /** Writes why, and presses the button of that name in the form that it stands in. */
  void order(String button, String because) {
    var form =
        page.locator("form[data-order]")
            .filter(
                new com.microsoft.playwright.Locator.FilterOptions()
                    .setHas(page.locator("button:has-text('" + button + "')")));
    form.locator("textarea").fill(because);
    form.locator("button").click();
  }

  @Override
  public void close() {
    context.close();
  }
}
