package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.entente.server.cli.InProcess;
import dev.entente.server.rollout.Author;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in light, dark and on a phone: axe finds nothing, nothing is wider than the screen,
 * and what is loaded weighs little. At 200 % on a screen of 1280 × 800, which leaves 640 × 400,
 * nothing is cut, and who hears a page has titles, names and headers. Pictures go to {@code
 * target/console}, and {@code figures.txt} there says of each what it weighs and when it was first
 * painted.
 */
@Tag("long")
class PagesTest {
  private static final Path PICTURES = Path.of("target", "console");
  private static final int MOST_BYTES = 300_000;

  /** What reaches out of the screen without a part around it that scrolls, or is cut. */
  private static final String CUT =
      """
      () => [...document.querySelectorAll('body *')]
        .filter((it) => it.checkVisibility() && !it.closest('.skip, svg, canvas, select, .u-wrap'))
        .filter((it) => {
          const { right, width } = it.getBoundingClientRect();
          const style = getComputedStyle(it);
          const scrolls = (part) => part && (['auto', 'scroll'].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
          return (width > 0 && right > innerWidth + 1 && !scrolls(it.parentElement))
            || (['hidden', 'clip'].includes(style.overflowX) && it.scrollWidth > it.clientWidth + 1)
            || (['hidden', 'clip'].includes(style.overflowY) && it.scrollHeight > it.clientHeight + 1);
        })
        .map((it) => it.outerHTML.slice(0, 120))
      """;

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
      look(chi.page, "alliance-entries", "/alliances/orchard/entries");
      look(chi.page, "agreement", "/alliances/orchard/agreement");
      look(chi.page, "promotion", "/alliances/brook/proposals/mid");
      look(chi.page, "attention", "/attention");
      look(chi.page, "datasets", "/alliances/orchard/datasets");
      look(chi.page, "ledger", "/ledger");
      look(chi.page, "all-datasets", "/datasets");
      look(chi.page, "dataset", "/datasets/accounts?agreement=orchard");
      look(
          chi.page,
          "dataset-seen",
          () -> chi.page.navigate("/datasets/accounts?agreement=orchard"),
          () -> {
            chi.page.locator("form.as-partner button").click();
            chi.page.locator("#seen").waitFor();
          });
      look(chi.page, "policy", "/policy");
      look(chi.page, "tryout", "/policy/tryout");
      look(chi.page, "known", "/alliances/orchard/known");
      look(chi.page, "known-records", "/alliances/orchard/known/accounts");
      look(
          chi.page,
          "known-record",
          chi.page.locator("a[href*='/records/']").first().getAttribute("href"));
      look(chi.page, "people", "/people");
      look(chi.page, "disputes", "/disputes");
      look(chi.page, "failure", "/alliances/nothing");
    }
  }

  @Test
  void whatCameOfATrialToo() throws Exception {
    Author.isThere();
    var author = new Author(directory, directory.resolve("unpublished"));
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(new TinyAlliance(directory.resolve("halden")))) {
      gateway.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
        ana.page.navigate("/policy");
        ana.page.locator("input[type=file]").setInputFiles(author.denying("sector", "7"));
        ana.page.getByText("Try it").click();
        ana.page.locator("#differences").waitFor();
        look(ana.page, "tryout-done", "/policy/tryout");
      }
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
  void whatIsProposedAndIsNoRaiseToo() {
    Path folder = directory.resolve("alliance");
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(new TinyAlliance(folder));
        var bo = new Person(chromium.browser, gateway, "bo").invited(gateway)) {
      gateway.orchard();
      for (String order : List.of("suspend", "resume")) {
        String[] said = {order, folder.toString(), "orchard", "--as", "ana", "--because", "so"};
        assertThat(InProcess.run(said).exit()).isZero();
      }
      look(bo.page, "proposal", "/alliances/orchard/proposals/resume");
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
    look(page, name, () -> {}, () -> page.navigate(path));
  }

  /**
   * Looks at a page in each way.
   *
   * @param before where its way begins
   * @param open goes there; what is loaded from here on weighs
   */
  private static void look(Page page, String name, Runnable before, Runnable open) {
    List<Integer> weights = new ArrayList<>();
    Consumer<Response> weigh = response -> weights.add(weight(response));
    page.onResponse(weigh);
    for (Look look : LOOKS) {
      page.setViewportSize(look.width(), 900);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colors()));
      before.run();
      weights.clear();
      open.run();
      page.waitForTimeout(300);
      String where = name + ", " + look.name();
      FIGURES.add(
          "%s: %d bytes, first painted after %.0f ms"
              .formatted(where, weights.stream().mapToInt(it -> it).sum(), painted(page)));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve(name + "-" + look.name() + ".png")));
      assertThat(new AxeBuilder(page).analyze().getViolations()).as(where).isEmpty();
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("%s: nothing is wider than the screen", where)
          .isLessThanOrEqualTo(look.width());
      assertThat(weights.stream().mapToInt(Integer::intValue).sum())
          .as("%s: bytes", where)
          .isLessThan(MOST_BYTES);
    }
    page.offResponse(weigh);
    if (!(boolean) page.evaluate("matchMedia('print').matches")) { // paper is not heard
      ScreenReader.hears(page, name);
    }
    page.setViewportSize(640, 400);
    fits(page, 640);
    page.waitForTimeout(100);
    assertThat((List<?>) page.evaluate(CUT)).as("%s at 200 %%: nothing is cut", name).isEmpty();
  }

  /** Nothing is wider than that, once the charts have followed. */
  static void fits(Page page, int width) {
    for (int i = 0; i < 100 && width(page) > width; i++) {
      page.waitForTimeout(50);
    }
    assertThat(width(page)).as("%s: how wide it is", page.url()).isLessThanOrEqualTo(width);
  }

  private static int width(Page page) {
    return (int) page.evaluate("document.documentElement.scrollWidth");
  }

  private static double painted(Page page) {
    String entry = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
    return ((Number) page.evaluate(entry)).doubleValue();
  }

  private static int weight(Response response) {
    String length = response.headers().get("content-length");
    return length == null ? 0 : Integer.parseInt(length);
  }
}
