package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody gets past in a browser, and what it is told instead. */
class RefusalsTest {
  private static final String EVIL =
      "<img src=x onerror=alert(1)>'\"</textarea><script>alert(2)</script>";

  @TempDir Path directory;
  private TinyAlliance alliance;
  private Chromium chromium;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    alliance =
        new TinyAlliance(directory)
            .change("entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 1}")
            .change("entente.yaml", "admin: 127.0.0.1:0", "admin: 127.0.0.1:" + freePort())
            .change("agreements/orchard.yaml", "Orchard Devices", "'<b>Orchard</b> & Co'");
    chromium = Chromium.open();
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
    chromium.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private long ledgerSize() {
    try (var wire = gateway.wire()) {
      String note = wire.get("/v1/log/checkpoint").text();
      return Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
    }
  }

  private Person comes(String name) {
    return new Person(chromium.browser, gateway, name).invited(gateway);
  }

  private static void proposes(Person person, String because) {
    person.page.navigate("/alliances/orchard");
    person.order("Propose mid", because);
    person.page.waitForURL("**/proposals/mid");
  }

  private static Locator told(Person person, String button) {
    return person
        .page
        .locator("form[data-order]")
        .filter(
            new Locator.FilterOptions()
                .setHas(person.page.locator("button:has-text('" + button + "')")))
        .locator("output");
  }

  @Test
  void aPageThatIsOlderThanTheProposalApprovesNothing() {
    try (var ana = comes("ana");
        var bo = comes("bo")) {
      proposes(ana, "they delivered");
      bo.page.navigate("/alliances/orchard/proposals/mid");
      ana.order("Withdraw", "not yet");
      ana.page.waitForURL("**/alliances/orchard");
      proposes(ana, "now they have");

      bo.order("Approve", "seen it");

      assertThat(told(bo, "Approve")).containsText("is not the proposal that waits");
      bo.page.reload();
      assertThat(bo.page.locator("hgroup")).containsText("now they have");
      assertThat(bo.page.locator("main")).containsText("0 of 1");
    }
  }

  @Test
  void aSessionThatEndedLosesNothingAndAChangedProposalShowsWhatChanged() {
    try (var ana = comes("ana");
        var bo = comes("bo")) {
      proposes(ana, "they delivered");
      bo.page.navigate("/alliances/orchard/proposals/mid");
      gateway.close();
      alliance.change(
          "datasets/accounts.yaml",
          "category: targeting, value: 2, stage: mid",
          "category: targeting, value: 2, stage: never");
      gateway = RunningGateway.start(alliance);

      bo.order("Approve", "seen all of it");
      assertThat(told(bo, "Approve")).containsText("Your session ended");
      assertThat(bo.page.locator(".decide textarea").first()).hasValue("seen all of it");

      Page another = bo.tab();
      another.navigate("/sign-in");
      another.locator("[name=operator]").fill("bo");
      another.getByText("Sign in with a passkey").click();
      assertThat(another.locator("h1")).hasText("Alliances");

      bo.page.bringToFront();
      bo.page.locator("button:has-text('Approve')").click();
      assertThat(told(bo, "Approve")).containsText("other fields would open now");
      bo.page.reload();
      assertThat(bo.page.locator("#changed")).containsText("accounts.margin would not open");
    }
  }

  @Test
  void whoProposedApprovesInNoOtherBrowserEither() {
    try (var ana = comes("ana")) {
      proposes(ana, "they delivered");
      assertThat(ana.page.locator("button:has-text('Approve')")).hasCount(0);

      ana.page.evaluate(
          "document.querySelector('form[data-order*=withdraw]').dataset.order = document.querySelector('form[data-order*=withdraw]').dataset.order.replace('withdraw', 'approve')");
      ana.order("Withdraw", "I am sure");

      assertThat(told(ana, "Withdraw")).containsText("proposed it");
      ana.page.reload();
      assertThat(ana.page.locator("main")).containsText("0 of 1");
    }
  }

  @Test
  void pressedTwiceIsOrderedOnce() {
    try (var ana = comes("ana")) {
      proposes(ana, "they delivered");
      long before = ledgerSize();
      ana.page.locator("form[data-order*=comment] textarea").fill("only once");

      ana.page.locator("form[data-order*=comment] button").dblclick();

      assertThat(ana.page.locator(".lines").last()).containsText("only once");
      assertThat(ledgerSize()).isEqualTo(before + 1);
    }
  }

  @Test
  void whatPeopleAndPartnersWriteIsTextEverywhere() {
    try (var ana = comes("ana");
        var bo = comes("bo")) {
      List<String> alerts = new ArrayList<>();
      bo.page.onDialog(dialog -> alerts.add(dialog.message()));
      proposes(ana, EVIL);
      ana.order("Comment", EVIL);
      assertThat(ana.page.locator(".lines").last()).containsText(EVIL);

      for (String path :
          new String[] {
            "/",
            "/alliances/orchard",
            "/alliances/orchard/proposals/mid",
            "/alliances/orchard/datasets",
            "/ledger"
          }) {
        bo.page.navigate(path);
        assertThat(bo.page.locator("img[src=x], b:has-text('Orchard')")).hasCount(0);
      }
      bo.page.navigate("/alliances/orchard");
      assertThat(bo.page.locator("h1")).hasText("<b>Orchard</b> & Co");
      assertThat(bo.page.locator("#entries-told")).containsText(EVIL);
      assertThat(alerts).isEmpty();
    }
  }

  @Test
  void namesOfNoAllianceShowNothing() {
    try (var ana = comes("ana")) {
      for (String path :
          new String[] {
            "/alliances/nobody",
            "/alliances/..%2Fledger",
            "/alliances/orchard%00",
            "/alliances/nobody/proposals/mid",
            "/alliances/orchard/proposals/late",
            "/alliances/orchard/proposals/%27%3B--",
            "/alliances/nobody/datasets"
          }) {
        assertThat(ana.page.navigate(path).status()).as(path).isEqualTo(404);
        assertThat(ana.page.locator("main")).containsText("There is no such page");
      }
    }
  }
}
