package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole promotion, by people in browsers of their own. */
class PromotionTest {
  @TempDir Path directory;

  private TinyAlliance alliance() {
    return new TinyAlliance(directory)
        .change("entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 2}");
  }

  @Test
  void threePeopleRaiseAnAlliance() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance())) {
      Browser browser = chromium.browser;
      var orchard = gateway.orchard();
      try (var ana = new Person(browser, gateway, "ana").invited(gateway);
          var bo = new Person(browser, gateway, "bo").invited(gateway);
          var chi = new Person(browser, gateway, "chi").invited(gateway)) {
        ana.page.getByText("Orchard Devices").click();
        ana.order("Propose mid", "they delivered");
        ana.page.waitForURL("**/proposals/mid");
        assertThat(ana.page.locator("#opens")).containsText("accounts.employees");
        assertThat(ana.page.locator(".decide")).containsText("somebody else has to approve it");

        bo.page.navigate("/alliances/orchard/proposals/mid");
        bo.order("Comment", "show me the margins first");
        assertThat(bo.page.locator(".lines").last()).containsText("show me the margins first");
        bo.order("Approve", "seen them");
        bo.page.waitForURL("**/alliances/orchard");
        assertThat(bo.page.locator(".ladder [aria-current]")).containsText("early");

        chi.page.navigate("/alliances/orchard/proposals/mid");
        assertThat(chi.page.locator("main")).containsText("1 of 2 approvals, by bo");
        chi.order("Approve", "so do I");
        chi.page.waitForURL("**/alliances/orchard");
        assertThat(chi.page.locator(".ladder [aria-current]")).containsText("mid");

        bo.page.navigate("/alliances/orchard");
        bo.page.locator("summary:has-text('Lower to early')").click();
        assertThat(bo.page.locator("form:has(button:has-text('Lower to early'))"))
            .containsText("accounts.employees: full now, band then");
        ana.page.navigate("/alliances/orchard/datasets");
        assertThat(ana.page.locator(".matrix")).containsText("employees");
        orchard.post(
            "/v1/agreements/orchard/datasets/accounts/query", "{\"purpose\":\"joint-planning\"}");
        assertThat(bo.page.locator("#known-fields")).containsText("employees");
        bo.page.navigate("/ledger");
        bo.page.locator("[data-verify='11']").click();
        assertThat(bo.page.locator("li:has([data-verify='11']) output"))
            .containsText("in the log, under its signed checkpoint of");
      }
    }
  }

  /** From the link that the gateway printed to the second approval. */
  @Test
  void threePeopleRaiseAnAllianceByTheKeyboardAlone() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      try (var ana = new Person(chromium.browser, gateway, "ana");
          var bo = new Person(chromium.browser, gateway, "bo");
          var chi = new Person(chromium.browser, gateway, "chi")) {
        var keys = comesIn(ana, gateway);
        keys.walkTo("Orchard Devices").enter();
        ana.page.waitForURL("**/alliances/orchard");
        keys.walkTo("Why it is time").write("they delivered");
        keys.walkTo("Propose mid with my passkey").enter();
        ana.page.waitForURL("**/proposals/mid");

        for (Person person : List.of(bo, chi)) {
          keys = comesIn(person, gateway);
          keys.walkTo("Orchard Devices").enter();
          person.page.waitForURL("**/alliances/orchard");
          keys.walkTo("Look at the proposal").enter();
          person.page.waitForURL("**/proposals/mid");
          keys.walkTo("Why you approve").write("seen it");
          keys.walkTo("Approve with my passkey").enter();
          person.page.waitForURL("**/alliances/orchard");
        }
        assertThat(chi.page.locator(".ladder [aria-current]")).containsText("mid");
      }
    }
  }

  private static Keyboard comesIn(Person person, RunningGateway gateway) {
    person.page.navigate(person.link(gateway.said()));
    var keys = new Keyboard(person.page);
    keys.walkTo("Continue as " + person.name).enter();
    person.page.waitForURL("**/passkey");
    keys.walkTo("Make a passkey").enter();
    person.page.waitForURL("**/");
    keys.walkTo("Sign out").enter();
    person.page.waitForURL("**/sign-in");
    assertThat(person.page.getByLabel("Your name here")).isFocused();
    keys.write(person.name);
    keys.walkTo("Sign in with a passkey").enter();
    person.page.waitForURL("**/");
    return keys;
  }
}
