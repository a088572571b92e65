package dev.entente.server.peers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.entente.server.peers.Neighbours.awaitCosigned;
import static dev.entente.server.peers.Neighbours.size;
import static dev.entente.server.peers.Neighbours.witnessKey;

import com.microsoft.playwright.Page;
import dev.entente.server.console.Chromium;
import dev.entente.server.console.Person;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who cosigned our log, as people see it and as their browser verifies it. */
@Timeout(120)
class CosignedPageTest {
  @TempDir private Path directory;

  @Test
  void theBrowserVerifiesACosignatureAndNoOther() throws Exception {
    var neighbours = new Neighbours(directory);
    try (var chromium = Chromium.open();
        var halden = neighbours.startHalden();
        var ana = new Person(chromium.browser, halden, "ana").invited(halden)) {
      halden.orchard();
      Page page = ana.page;
      page.navigate("/ledger");
      assertThat(page.locator("[aria-labelledby=cosigned]"))
          .containsText("No checkpoint was cosigned yet. Asked is orchard");
      long cosigned;
      String own;
      try (var orchard = neighbours.startOrchard()) {
        awaitCosigned(halden, witnessKey(orchard));
        cosigned = size(halden);
        own = witnessKey(halden).toString();
      }
      page.navigate("/ledger");
      assertThat(page.locator("[aria-labelledby=cosigned] p").first())
          .containsText("that of " + cosigned + " entries, all that there are");
      verify(page, "✓ cosigned by orchard/witness at 20");

      halden.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
      page.navigate("/ledger");
      assertThat(page.locator("[aria-labelledby=cosigned] p").first())
          .containsText("that of " + cosigned + " entries; 1 came after it");
      verify(page, "✓ cosigned by orchard/witness at 20");

      // Of another key, of a log that did not sign it, at another time, and of another text.
      spoil(page, "button.dataset.verifyCosignature = '" + own + "'");
      verify(page, "✗ the key of halden/witness did not sign the checkpoint");
      spoil(page, "list.dataset.key = '" + own + "'");
      verify(page, "✗ the key of halden/witness is no Ed25519 key of its kind");
      spoil(
          page,
          """
          list.dataset.note = list.dataset.note.replace(/(witness )(.*)\\n$/, (_, before, text) => {
            const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
            bytes[11] ^= 1;
            return before + btoa(String.fromCharCode(...bytes)) + '\\n';
          })
          """);
      verify(page, "✗ the cosignature does not hold");
      spoil(
          page,
          "list.dataset.note = list.dataset.note.replace('\\n%d\\n', '\\n%d\\n')"
              .formatted(cosigned, cosigned + 1));
      verify(page, "✗ the signature of the checkpoint does not hold");
    }
  }

  private static void verify(Page page, String told) {
    page.locator("[data-verify-cosignature]").click();
    assertThat(page.locator("#cosignatures output")).containsText(told);
  }

  private static void spoil(Page page, String how) {
    page.navigate("/ledger");
    page.evaluate(
        "(() => { const list = document.querySelector('#cosignatures');"
            + " const button = list.querySelector('button'); "
            + how
            + " })()");
  }
}
