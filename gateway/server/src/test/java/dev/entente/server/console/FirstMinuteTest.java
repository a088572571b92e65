package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Demo;
import dev.entente.server.demo.Narrator;
import dev.entente.server.demo.StoryClock;
import dev.entente.server.show.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who keeps the demo. */
@Tag("long")
class FirstMinuteTest {
  private static final Pattern SITE = Pattern.compile("http://localhost:\\d+(?=/sign-in)");

  @TempDir Path directory;

  @Test
  void theDemoStaysOpenOnALivingAlliance() {
    var clock = new StoryClock();
    var told = new StringWriter();
    var narrator = new Narrator(new PrintWriter(told, true), Terminal.plain());
    try (var chromium = Chromium.open();
        var _ = new Demo(narrator, InProcess.by(clock), clock).keep(directory.resolve("stage"))) {
      List<String> lines = told.toString().lines().toList();
      String site = SITE.matcher(told.toString()).results().findFirst().orElseThrow().group();
      try (var chi = new Person(chromium.browser, site, "chi").invited(lines)) {
        Locator meadow =
            chi.page.locator("tr", new Page.LocatorOptions().setHasText("Meadow Care"));
        assertThat(meadow).containsText("dispute");

        chi.page.navigate("/alliances/brook/proposals/mid");
        assertThat(chi.page.locator("main")).containsText("1 of 2 approvals, by ana");
        chi.order("Approve", "so do I");
        chi.page.waitForURL("**/alliances/brook");
        assertThat(chi.page.locator(".ladder [aria-current]")).containsText("mid");
      }
    }
  }
}
