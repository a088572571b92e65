package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.entente.agreement.ReaderSecret;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ana opens the books in her browser, and an auditor reads them in another. */
class BooksPageTest {
  static final Pattern SECRET = Pattern.compile("orchard\\.[A-Za-z0-9_-]{43}");

  @TempDir Path directory;

  private static String until() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(90).toString();
  }

  /** Opens the books of the alliance whose page is shown. */
  static void open(Person person, String reader) {
    person.page.getByText("Open the books to somebody").click();
    person.page.locator("[data-member=reader]").fill(reader);
    person.page.locator("#open-books [data-member=until]").fill(until());
    person.order("Open the books", "the yearly audit");
  }

  @Test
  void theSecretIsMadeInTheBrowserShownOnceAndLetsItsReaderIn() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      gateway.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway);
          var elsewhere =
              chromium.browser.newContext(
                  new Browser.NewContextOptions().setBaseURL(gateway.origin().toString()))) {
        List<String> sent = new CopyOnWriteArrayList<>();
        // What a request says of itself: to ask the browser for more may wait without an end.
        ana.page.onRequest(it -> sent.add(it.url() + " " + it.postData() + it.headers()));
        ana.page.navigate("/alliances/orchard");
        assertThat(ana.page.locator("section:has(#books)"))
            .containsText("open to both sides alone");
        open(ana, "KPMG");
        var told = ana.page.locator("output.secret");
        assertThat(told).hasText(SECRET);
        String secret = told.textContent();
        sound(ana.page);

        String hash = ReaderSecret.parse(secret).orElseThrow().hash().toString();
        assertThat(sent).anyMatch(it -> it.contains("\"secret-hash\":\"" + hash + "\""));
        String random = secret.substring("orchard.".length());
        assertThat(sent).noneMatch(it -> it.contains(random));
        assertThat(ana.page.context().cookies()).noneMatch(it -> it.value.contains(random));
        ana.page.reload();
        assertThat(ana.page.locator("section:has(#books)")).containsText("KPMG, until " + until());
        assertThat(ana.page.content()).doesNotContain(random);

        Page kpmg = elsewhere.newPage();
        kpmg.setDefaultTimeout(10_000);
        kpmg.navigate("/joint/");
        sound(kpmg);
        kpmg.getByLabel("The secret of a reader of the books").fill(secret);
        kpmg.keyboard().press("Enter");
        kpmg.waitForURL("**/joint/orchard");
        assertThat(kpmg.locator("header")).containsText("read by KPMG");
        assertThat(kpmg.locator("section:has(#books)")).containsText("KPMG");
        sound(kpmg);
        kpmg.locator("[data-verify]").first().click();
        assertThat(kpmg.locator(".lines output").first())
            .containsText("in the log, under its signed checkpoint of");

        ana.page.getByText("Close them for KPMG").click();
        ana.order("Close the books for KPMG", "the audit is over");
        assertThat(ana.page.locator("section:has(#books)"))
            .containsText("open to both sides alone");
        kpmg.reload();
        assertThat(kpmg.locator("main")).containsText("Nobody is let in here, or not any more");
      }
    }
  }

  @Test
  void anOrderThatIsRefusedShowsNoSecret() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      gateway.orchard();
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
        ana.page.navigate("/alliances/orchard");
        open(ana, "K P M G");
        assertThat(ana.page.locator("#open-books output")).containsText("is no reader");
        ana.page.reload();
        assertThat(ana.page.locator("output.secret")).hasCount(0);
        open(ana, "KPMG");
        assertThat(ana.page.locator("output.secret")).hasText(SECRET);
        open(ana, "KPMG");
        assertThat(ana.page.locator("#open-books output")).containsText("open to KPMG already");
        ana.page.reload();
        assertThat(ana.page.locator("output.secret")).hasText("");
      }
    }
  }

  /** For everyone, and no wider than a phone. */
  private static void sound(Page page) {
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    page.setViewportSize(390, 900);
    PagesTest.fits(page, 390);
    page.setViewportSize(1280, 720);
  }
}
