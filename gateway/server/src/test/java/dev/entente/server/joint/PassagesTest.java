package dev.entente.server.joint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import java.time.InstantSource;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a browser keeps on its way to a provider and back. */
class PassagesTest {
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

  private final Passages passages = new Passages(KEY, InstantSource.system());

  @Test
  void anotherGatewayWithTheSameKeysOpensIt() {
    Passage passage = Passage.to(ORCHARD);
    String kept = passages.seal(passage);
    assertThat(new Passages(KEY, InstantSource.system()).open(kept, ORCHARD)).contains(passage);
    assertThat(kept).doesNotContain(passage.state().getValue()).hasSizeLessThan(1_000);
  }

  @Test
  void nobodyElseMakesOneOrChangesOne() {
    String kept = passages.seal(Passage.to(ORCHARD));
    var others = new SecretKeySpec("another key, of thirty-two bytes".getBytes(US_ASCII), "AES");
    assertThat(new Passages(others, InstantSource.system()).open(kept, ORCHARD)).isEmpty();
    assertThat(passages.open(kept, new AgreementId("pear"))).isEmpty();
    assertThat(passages.open("", ORCHARD)).isEmpty();
    for (int i = 0; i < kept.length(); i++) {
      // The highest bit of a character always counts, also of the last one.
      char other = ALPHABET.charAt((ALPHABET.indexOf(kept.charAt(i)) ^ 32) & 63);
      String spoilt = kept.substring(0, i) + other + kept.substring(i + 1);
      assertThat(passages.open(spoilt, ORCHARD)).as("at %d", i).isEmpty();
    }
  }
}
