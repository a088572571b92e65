package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in light, dark and on a phone: axe finds nothing, nothing is wider than the screen,
 * and what is loaded weighs little. Pictures of them go to {@code target/console}.
 */
@Tag("long")
class PagesTest {
  private static final Path PICTURES = Path.of("target", "console");
  private static final int MOST_BYTES = 300_000;

  @TempDir Path directory;

  private record Look(String name, int width, ColorScheme colors) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look("light", 1200, ColorScheme.LIGHT),
          new Look("dark", 1200, ColorScheme.DARK),
          new Look("phone", 390, ColorScheme.LIGHT));

  @Test
  void everyPageIsForEveryone() {
    try (var chromium = Chromium.open();
        var gateway =
            RunningGateway.start(
                new TinyAlliance(directory)
                    .change(
                        "entente.yaml",
                        "gate: {cleared: 3, approvals: 2}",
                        "gate: {approvals: 2}"))) {
      var orchard = gateway.orchard();
      orchard.post("/v1/agreements/orchard/datasets/accounts/query", "{}");
      try (var ana = new Person(chromium.browser, gateway, "ana")) {
        look(ana.page, "sign-in", "/sign-in");
        ana.invited(gateway);
        look(ana.page, "passkey", "/passkey");
        ana.page.navigate("/alliances/orchard");
        ana.order("Propose mid", "they delivered");
        ana.page.waitForURL("**/proposals/mid");
        look(ana.page, "alliances", "/");
        look(ana.page, "alliance", "/alliances/orchard");
        look(ana.page, "promotion", "/alliances/orchard/proposals/mid");
        look(ana.page, "datasets", "/alliances/orchard/datasets");
        look(ana.page, "ledger", "/ledger");
        look(ana.page, "failure", "/alliances/nothing");
      }
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
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
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
