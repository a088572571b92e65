package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers that others published. */
class KnownAnswersTest {
  /** The eight entries that Certificate Transparency's implementations test with. */
  private static final List<TreeHash> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> TreeHash.leaf(HexFormat.of().parseHex(hex)))
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  // RFC 6962, section 2.1.3, names the nodes of a tree of seven; its leaves are a to j.
  private final TreeHash a = LEAVES.get(0);
  private final TreeHash b = LEAVES.get(1);
  private final TreeHash c = LEAVES.get(2);
  private final TreeHash d = LEAVES.get(3);
  private final TreeHash e = LEAVES.get(4);
  private final TreeHash f = LEAVES.get(5);
  private final TreeHash j = LEAVES.get(6);
  private final TreeHash g = TreeHash.node(a, b);
  private final TreeHash h = TreeHash.node(c, d);
  private final TreeHash i = TreeHash.node(e, f);
  private final TreeHash k = TreeHash.node(g, h);
  private final TreeHash l = TreeHash.node(i, j);

  private final NaiveTree seven = new NaiveTree(LEAVES).first(7);
  private final TiledTree tree = new TiledTree(7, MemoryTiles.of(seven, 7));

  @Test
  void theRootsOfTheStandardEntriesAreThePublishedOnes() {
    Growth growth = Frontier.EMPTY.grow();
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(HexFormat.of().formatHex(growth.root().toBytes())).isEqualTo(ROOTS.get(size));
      if (size < LEAVES.size()) {
        growth.append(LEAVES.get(size));
      }
    }
  }

  /** Computed with golang.org/x/mod/sumdb/tlog 0.42.0 over the numbers from 0 in decimal. */
  @Test
  void theRootOfALargeTreeIsTheOneThatGoComputes() {
    Growth growth = Frontier.EMPTY.grow();
    NaiveTree.ofSize(70_000).leaves().forEach(growth::append);

    assertThat(growth.root()).hasToString("Gkzfy2Y3SgwNy+9JrL1JdtE+6GT7PLJB/JQ8rQTwL34=");
  }

  @Test
  void theInclusionProofsAreThoseOfTheRfc() {
    assertThat(tree.inclusionProof(0).hashes()).containsExactly(b, h, l);
    assertThat(tree.inclusionProof(3).hashes()).containsExactly(c, g, l);
    assertThat(tree.inclusionProof(4).hashes()).containsExactly(f, j, k);
    assertThat(tree.inclusionProof(6).hashes()).containsExactly(i, k);
  }

  @Test
  void theConsistencyProofsAreThoseOfTheRfc() {
    assertThat(tree.consistencyProof(3).hashes()).containsExactly(c, d, g, l);
    assertThat(tree.consistencyProof(4).hashes()).containsExactly(l);
    assertThat(tree.consistencyProof(6).hashes()).containsExactly(i, j, k);
  }
}
