package dev.entente.server.joint;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.console.Chromium;
import dev.entente.server.console.Person;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kim of Orchard looks at the alliance in a browser of her own, without a mouse. */
class TheirBrowserTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir Path directory;

  @Test
  void kimSeesWhatAnaSeesAndVerifiesItHerself() throws IOException {
    var alliance = new TinyAlliance(directory);
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance);
        var ana = new Person(chromium.browser, gateway, "ana").invited(gateway);
        var theirs = chromium.browser.newContext()) {
      gateway.orchard().post(QUERY, "{}");
      Path key = directory.resolve("orchard.jwk");
      Files.write(key, Json.write(alliance.orchard.toPrivateJwk()));
      var said =
          InProcess.run("view", gateway.origin().toString(), "orchard", "--key", key.toString());
      assertThat(said.exit()).as(said.err()).isZero();
      Page kim = theirs.newPage();
      kim.setDefaultTimeout(10_000);

      kim.navigate(said.out().strip());
      walkTo(kim, "Open the joint view");
      kim.keyboard().press("Enter");
      kim.waitForURL("**/joint/orchard");

      ana.page.navigate("/alliances/orchard");
      assertThat(ana.page.locator("#known-fields")).containsText("employees");
      for (String part : new String[] {"#exposure", ".ladder", ".gates", ".chart .u-legend"}) {
        assertThat(kim.locator(part)).hasText(ana.page.locator(part).textContent());
      }
      assertThat(kim.locator("[aria-labelledby=known] table").innerText())
          .isEqualTo(ana.page.locator("[aria-labelledby=known] table").innerText());
      assertThat(kim.locator("[aria-labelledby=unlock]")).containsText("reach stage mid");

      walkTo(kim, "Verify");
      kim.keyboard().press("Enter");
      assertThat(kim.locator(".lines output").first())
          .containsText("in the log, under its signed checkpoint of");

      walkTo(kim, "This week's statement");
      kim.keyboard().press("Enter");
      kim.waitForURL("**/joint/orchard/statement");
      walkTo(kim, "Verify in this browser");
      kim.keyboard().press("Enter");
      assertThat(kim.locator(".statement output")).containsText("signed by the gateway, as it is");
      ana.page.navigate("/alliances/orchard/statement");
      ana.page.getByText("Verify in this browser").click();
      assertThat(ana.page.locator(".statement output")).containsText("✓");
      ana.page.evaluate("document.querySelector('[data-claim=\"/closing\"]').textContent = '1'");
      ana.page.getByText("Verify in this browser").click();
      assertThat(ana.page.locator(".statement output"))
          .containsText("✗ the page shows 1, signed is");

      walkTo(kim, "Leave");
      kim.keyboard().press("Enter");
      assertThat(kim.locator("main")).containsText("Nobody is let in here");
    }
  }

  /** By the tab key alone, until what has the focus reads so. */
  private static void walkTo(Page page, String text) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      String focused = (String) page.evaluate("document.activeElement.textContent");
      if (focused.strip().equals(text)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach `" + text + "`");
  }
}
