package dev.entente.server.joint;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.entente.server.console.Chromium;
import dev.entente.server.console.Person;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kim of Orchard comes in with her own company's account, in a browser, from another site. */
class TheirAccountTest {
  @TempDir Path directory;

  private final MockOAuth2Server provider = new MockOAuth2Server();
  private Chromium chromium;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    chromium = Chromium.open();
    provider.start();
    // The issuer is `localhost`, to a browser another site than 127.0.0.1, where the gateway is.
    gateway =
        RunningGateway.start(
            new TinyAlliance(directory)
                .change(
                    "agreements/orchard.yaml",
                    "contacts:",
                    "joint-view: {issuer: \"%s\", client: entente, claims: {hd: orchard.example}}\ncontacts:"
                        .formatted(provider.issuerUrl("orchard"))));
    gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
    provider.shutdown();
    chromium.close();
  }

  private void says(String company) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "orchard",
            "f3c1",
            "JWT",
            List.of("entente"),
            Map.of("hd", company, "name", "Kim <i>Lee</i>"),
            3600));
  }

  @Test
  void kimComesInWithHerCompanysAccountAndSomebodyElsesDoesNot() {
    try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway);
        var theirs =
            chromium.browser.newContext(
                new Browser.NewContextOptions().setBaseURL(gateway.origin().toString()))) {
      ana.page.navigate("/alliances/orchard");
      String address = ana.page.locator("[aria-labelledby=people] p code").first().textContent();
      Page kim = theirs.newPage();
      kim.setDefaultTimeout(10_000);

      kim.navigate("/joint/orchard");
      kim.locator("[name=agreement]").fill("Orchard");
      kim.getByText("Sign in with your company's account").click();
      kim.waitForURL(address);
      says("elsewhere.example");
      kim.getByText("Sign in with your company's account").click();
      assertThat(kim.locator("main")).containsText("not one of those that are let in here");

      says("orchard.example");
      kim.getByText("Sign in again").click();
      kim.getByText("Sign in with your company's account").click();
      kim.waitForURL("**/joint/orchard");
      assertThat(kim.locator("h1")).hasText("halden and Orchard Devices");
      assertThat(kim.locator("header")).containsText("Kim <i>Lee</i>");
      org.assertj.core.api.Assertions.assertThat(theirs.cookies())
          .extracting(it -> it.name)
          .filteredOn(it -> it.startsWith("entente"))
          .containsExactly("entente-joint");

      kim.getByText("Leave").click();
      assertThat(kim.locator("main")).containsText("Nobody is let in here");
    }
  }
}
