package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who keeps the demo. */
@Tag("long")
class FirstMinuteTest {
  @TempDir Path directory;

  @Test
  void theDemoStaysOpenOnALivingAlliance() {
    try (var chromium = Chromium.open();
        var demo = KeptDemo.play(directory.resolve("stage"));
        var chi = new Person(chromium.browser, demo.site(), "chi").invited(demo.lines())) {
      Page page = chi.page;
      var meadow = new Page.LocatorOptions().setHasText("Meadow Care");
      assertThat(page.locator("tr", meadow)).containsText("dispute");

      page.navigate("/alliances/brook/proposals/mid");
      assertThat(page.locator("main")).containsText("1 of 2 approvals, by ana");
      chi.order("Approve", "so do I");
      page.waitForURL("**/alliances/brook");
      assertThat(page.locator(".ladder [aria-current]")).containsText("mid");
    }
  }
}
