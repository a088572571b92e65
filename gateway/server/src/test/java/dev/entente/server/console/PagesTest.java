package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in light, dark and on a phone: axe finds nothing, nothing is wider than the screen,
 * and what is loaded weighs little. Pictures of them go to {@code target/console}, and {@code
 * figures.txt} there says of each what it weighs and when it was first painted.
 */
@Tag("long")
class PagesTest {
  private static final Path PICTURES = Path.of("target", "console");
  private static final int MOST_BYTES = 300_000;

  private static final List<String> FIGURES = new ArrayList<>();

  @TempDir Path directory;

  @AfterAll
  static void keepFigures() throws IOException {
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve("figures.txt"), FIGURES);
  }

  private record Look(String name, int width, ColorScheme colors) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look("light", 1200, ColorScheme.LIGHT),
          new Look("dark", 1200, ColorScheme.DARK),
          new Look("phone", 390, ColorScheme.LIGHT));

  @Test
  void everyPageIsForEveryone() {
    try (var chromium = Chromium.open();
        var demo = KeptDemo.play(directory.resolve("stage"));
        var chi = new Person(chromium.browser, demo.site(), "chi")) {
      look(chi.page, "sign-in", "/sign-in");
      chi.invited(demo.lines());
      look(chi.page, "passkey", "/passkey");
      look(chi.page, "alliances", "/");
      look(chi.page, "alliance", "/alliances/orchard");
      look(chi.page, "alliance-statement", "/alliances/orchard/statement");
      look(chi.page, "promotion", "/alliances/brook/proposals/mid");
      look(chi.page, "attention", "/attention");
      look(chi.page, "datasets", "/alliances/orchard/datasets");
      look(chi.page, "ledger", "/ledger");
      look(chi.page, "all-datasets", "/datasets");
      look(chi.page, "dataset", "/datasets/accounts?agreement=orchard");
      look(chi.page, "policy", "/policy");
      look(chi.page, "tryout", "/policy/tryout");
      look(chi.page, "known", "/alliances/orchard/known");
      look(chi.page, "known-records", "/alliances/orchard/known/accounts");
      look(chi.page, "people", "/people");
      look(chi.page, "disputes", "/disputes");
      look(chi.page, "failure", "/alliances/nothing");
    }
  }

  @Test
  void everyPageOfTheirsToo() {
    try (var chromium = Chromium.open();
        var demo = KeptDemo.play(directory.resolve("stage"));
        var context =
            chromium.browser.newContext(
                new Browser.NewContextOptions().setBaseURL(demo.origin()))) {
      Page theirs = context.newPage();
      look(theirs, "joint-link", demo.view("orchard"));
      theirs.getByText("Open the joint view").click();
      look(theirs, "joint", "/joint/orchard");
      look(theirs, "joint-entries", "/joint/orchard/entries");
      look(theirs, "joint-failure", "/joint/nothing");
      look(theirs, "joint-statement", "/joint/orchard/statement");
      theirs.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      look(theirs, "joint-statement-printed", "/joint/orchard/statement");
    }
  }

  @Test
  void theWayInByTheirProviderToo() {
    var alliance =
        new TinyAlliance(directory.resolve("alliance"))
            .change(
                "agreements/orchard.yaml",
                "contacts:",
                "joint-view: {issuer: \"https://id.orchard.example\", client: entente}\ncontacts:");
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance);
        var context =
            chromium.browser.newContext(
                new Browser.NewContextOptions().setBaseURL(gateway.origin().toString()))) {
      gateway.orchard();
      Page theirs = context.newPage();
      look(theirs, "joint-sign-in", "/joint/orchard/sign-in");
      look(theirs, "joint-outside", "/joint/");
    }
  }

  private static void look(Page page, String name, String path) {
    List<Integer> weights = new ArrayList<>();
    page.onResponse(response -> weights.add(weight(response)));
    for (Look look : LOOKS) {
      page.setViewportSize(look.width(), 900);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colors()));
      weights.clear();
      page.navigate(path);
      page.waitForTimeout(300);
      double painted =
          ((Number)
                  page.evaluate(
                      "performance.getEntriesByName('first-contentful-paint')[0].startTime"))
              .doubleValue();
      FIGURES.add(
          "%s, %s: %d bytes, first painted after %.0f ms"
              .formatted(name, look.name(), weights.stream().mapToInt(it -> it).sum(), painted));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve(name + "-" + look.name() + ".png")));
      assertThat(new AxeBuilder(page).analyze().getViolations())
          .as("%s, %s", name, look.name())
          .isEmpty();
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("%s, %s: nothing is wider than the screen", name, look.name())
          .isLessThanOrEqualTo(look.width());
      assertThat(weights.stream().mapToInt(Integer::intValue).sum())
          .as("%s, %s: bytes", name, look.name())
          .isLessThan(MOST_BYTES);
    }
  }

  private static int weight(Response response) {
    String length = response.headers().get("content-length");
    return length == null ? 0 : Integer.parseInt(length);
  }
}
