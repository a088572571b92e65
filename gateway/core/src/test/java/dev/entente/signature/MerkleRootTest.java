package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleRootTest {
  /** The definition of RFC 6962 section 2.1, word for word. */
  private static Sha256 defined(List<Sha256> leaves) {
    return switch (leaves.size()) {
      case 0 -> Sha256.hash();
      case 1 -> leaves.getFirst();
      default -> {
        int left = Integer.highestOneBit(leaves.size() - 1);
        yield Sha256.hash(
            new byte[] {1},
            defined(leaves.subList(0, left)).bytes(),
            defined(leaves.subList(left, leaves.size())).bytes());
      }
    };
  }

  @Test
  void theRootOverAnyNumberOfLeavesIsTheDefinedOne() {
    var root = new MerkleRoot();
    List<Sha256> leaves = new ArrayList<>();
    for (int size = 0; size <= 300; size++) {
      assertThat(root.root()).as("of %d", size).isEqualTo(defined(leaves));
      var leaf = Sha256.hash(String.valueOf(size).getBytes(StandardCharsets.US_ASCII));
      root.add(leaf);
      leaves.add(leaf);
    }
  }

  /** From the reference implementation's tests of Certificate Transparency. */
  @Test
  void itIsTheTreeOfCertificateTransparency() {
    var root = new MerkleRoot();
    for (String leaf : List.of("", "00", "10", "2021", "3031", "40414243")) {
      root.add(Sha256.hash(new byte[1], HexFormat.of().parseHex(leaf)));
    }
    assertThat(HexFormat.of().formatHex(root.root().bytes()))
        .isEqualTo("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
  }
}
