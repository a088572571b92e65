package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it with a provider that companies have: sign in, propose, approve. */
@Tag("keycloak")
class KeycloakTest {
  @TempDir Path directory;

  private RunningGateway gateway(Keycloak keycloak) {
    return RunningGateway.start(
        new TinyAlliance(directory)
            .write("client-secret", "known to this test\n")
            .change("entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 1}")
            .change(
                "entente.yaml",
                "operators:",
                "sign-in: {issuer: \"%s\", client: entente, secret-file: client-secret}\noperators:"
                    .formatted(keycloak.issuer())));
  }

  @Test
  void peopleOfARealProviderComeInAndIsAskedAfreshWhoApproves() {
    try (var keycloak = Keycloak.start();
        var chromium = Chromium.open();
        var gateway = gateway(keycloak)) {
      gateway.orchard();
      try (var ana = new Person(chromium.browser, gateway, "ana");
          var bo = new Person(chromium.browser, gateway, "bo")) {
        connects(ana, gateway);
        ana.page.getByText("Sign out ana").click();
        ana.page.locator("[name=operator]").fill("ana");
        ana.page.getByText("Sign in with your provider").click();
        assertThat(ana.page.locator("h1")).hasText("Alliances");

        ana.page.navigate("/alliances/orchard");
        ana.order("Propose mid", "they delivered");
        ana.page.waitForURL("**/proposals/mid");

        connects(bo, gateway);
        bo.page.navigate("/alliances/orchard/proposals/mid");
        bo.order("Approve", "seen it");
        bo.page.locator("#password").fill("bo's password");
        bo.page.locator("#kc-login").click();
        bo.page.waitForURL("**/alliances/orchard");
        assertThat(bo.page.locator(".ladder [aria-current]")).containsText("mid");
      }
    }
  }

  private static void connects(Person person, RunningGateway gateway) {
    person.byLink(gateway);
    person.page.getByText("Connect my account").click();
    Page page = person.page;
    page.locator("#username").fill(person.name);
    page.locator("#password").fill(person.name + "'s password");
    page.locator("#kc-login").click();
    assertThat(page.locator("main")).containsText("Orchard Devices");
  }
}
