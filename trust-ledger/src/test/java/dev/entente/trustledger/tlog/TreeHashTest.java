package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeHashTest {
  private static final String EMPTY_BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  @Test
  void noEntriesHashToSha256OfNothing() {
    assertThat(HexFormat.of().formatHex(TreeHash.EMPTY.toBytes()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(TreeHash.EMPTY).hasToString(EMPTY_BASE64);
  }

  @Test
  void readsWhatItWrites() {
    TreeHash hash = NaiveTree.leaf(7);

    assertThat(TreeHash.parse(hash.toString())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(TreeHash.of(hash.toBytes())).isEqualTo(hash).isNotEqualTo(NaiveTree.leaf(8));
  }

  @Test
  void doesNotChangeWithTheBytesItWasMadeOfOrGave() {
    byte[] bytes = NaiveTree.leaf(7).toBytes();
    TreeHash hash = TreeHash.of(bytes);
    bytes[0]++;
    hash.toBytes()[0]++;

    assertThat(hash).isEqualTo(NaiveTree.leaf(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", // no padding
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", // stray bits at the end
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", // the alphabet of URLs
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS", // 30 bytes
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV", // 33 bytes
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFé="
      })
  void refusesEveryOtherBase64(String text) {
    assertThatThrownBy(() -> TreeHash.parse(text)).isInstanceOf(TreeException.class);
  }

  @Test
  void refusesOtherThan32Bytes() {
    assertThatThrownBy(() -> TreeHash.of(new byte[31]))
        .isInstanceOf(TreeException.class)
        .hasMessage("a hash has 32 bytes, not 31");
    assertThatThrownBy(() -> TreeHash.of(new byte[33])).isInstanceOf(TreeException.class);
  }
}
