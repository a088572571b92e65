package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who come in by an OpenID provider, which vouches for what they order. */
class ProviderTest {
  @TempDir Path directory;

  private final MockOAuth2Server provider = new MockOAuth2Server();
  private Chromium chromium;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    chromium = Chromium.open();
    provider.start();
    var alliance =
        new TinyAlliance(directory)
            .change("entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 1}")
            .change(
                "entente.yaml",
                "operators:",
                "sign-in: {issuer: \"%s\", client: entente}\noperators:"
                    .formatted(elsewhere(provider.issuerUrl("halden").toString())));
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
    provider.shutdown();
    chromium.close();
  }

  /** To a browser the loopback's number is another site than its name. */
  private static String elsewhere(String issuer) {
    return issuer.replace("localhost", "127.0.0.1");
  }

  /** The next token is for this person, who was asked who it is at that time. */
  private void says(String subject, Instant asked) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "halden",
            subject,
            "JWT",
            List.of("entente"),
            Map.of("auth_time", asked.getEpochSecond()),
            3600));
  }

  private Person connected(String name, String subject) {
    var person = new Person(chromium.browser, gateway, name);
    person.byLink(gateway);
    says(subject, Instant.now());
    person.page.getByText("Connect my account").click();
    assertThat(person.page.locator("h1")).hasText("Alliances");
    return person;
  }

  private static void signIn(Page page, String name) {
    page.navigate("/sign-in");
    page.locator("[name=operator]").fill(name);
    page.getByText("Sign in with your provider").click();
  }

  /** The provider asks who it is, however lately it asked. */
  private void approve(Person bo, String subject, Instant asked) {
    bo.page.navigate("/alliances/orchard/proposals/mid");
    says(subject, asked);
    bo.order("Approve", "seen it");
    bo.page.locator("[name=username]").fill(subject);
    bo.page.locator("input[type=submit]").click();
  }

  @Test
  void anAccountThatWasConnectedComesInAndNoOtherDoes() {
    try (var ana = connected("ana", "f3c1")) {
      ana.page.getByText("Sign out ana").click();

      says("f3c1", Instant.now());
      signIn(ana.page, "ana");
      assertThat(ana.page.locator("h1")).hasText("Alliances");
      ana.page.getByText("Sign out ana").click();

      says("f3c1", Instant.now());
      signIn(ana.page, "bo");
      assertThat(ana.page.locator("main")).containsText("is not that of `bo`");
      says("b000", Instant.now());
      signIn(ana.page, "ana");
      assertThat(ana.page.locator("main")).containsText("is not that of `ana`");
    }
  }

  @Test
  void theSecretOfAReaderIsShownOnceTheProviderHasVouchedForTheOrder() {
    try (var ana = connected("ana", "f3c1")) {
      ana.page.navigate("/alliances/orchard");
      says("f3c1", Instant.now());
      BooksPageTest.open(ana, "KPMG");

      assertThat(ana.page.locator("output.secret")).hasText(BooksPageTest.SECRET);
      ana.page.reload();
      assertThat(ana.page.locator("output.secret")).hasText("");
    }
  }

  @Test
  void anApprovalIsVouchedForByOneWhoWasAskedAfresh() {
    try (var ana = connected("ana", "f3c1");
        var bo = connected("bo", "b000")) {
      ana.page.navigate("/alliances/orchard");
      says("f3c1", Instant.now().minusSeconds(3600));
      ana.order("Propose mid", "they delivered");
      ana.page.waitForURL("**/proposals/mid");

      approve(bo, "b000", Instant.now().minusSeconds(3600));
      assertThat(bo.page.locator("main")).containsText("is not signed");
      approve(bo, "f3c1", Instant.now());
      assertThat(bo.page.locator("main")).containsText("is not signed");
      approve(bo, "b000", Instant.now());
      bo.page.waitForURL("**/alliances/orchard");
      assertThat(bo.page.locator(".ladder [aria-current]")).containsText("mid");
    }
  }
}
