package dev.entente.trustledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.HashTile;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
  private static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();
  private static final TestKey LOG = TestKey.PETER;
  private static final VerifierKey KEY = LOG.verifierKey();
  private static final int SIZE = 13;
  private static final int INDEX = 5;
  private static final Growth TREE = tree();
  private static final TlogProof PROOF = proof(INDEX);
  private static final String TEXT = PROOF.toString();

  private static Growth tree() {
    Growth growth = Frontier.EMPTY.grow();
    for (int i = 0; i < SIZE; i++) {
      growth.append(leaf(i));
    }
    return growth;
  }

  private static TreeHash leaf(int index) {
    return TreeHash.leaf(("entry " + index).getBytes(UTF_8));
  }

  private static TlogProof proof(int index) {
    HashTile tile = TREE.frontier().partialTiles().getFirst();
    TiledTree tiled = new TiledTree(SIZE, wanted -> tile.toBytes());
    Checkpoint checkpoint = new Checkpoint(KEY.name(), SIZE, TREE.root());
    return TlogProof.of(tiled.inclusionProof(index), checkpoint.sign(KEY, LOG.signer()));
  }

  @Test
  void isTheTextOfTheSpecification() {
    List<String> lines = TEXT.lines().toList();

    assertThat(lines).hasSize(12);
    assertThat(lines.subList(0, 2)).containsExactly("c2sp.org/tlog-proof@v1", "index 5");
    assertThat(TreeHash.parse(lines.get(2))).isEqualTo(leaf(4));
    assertThat(lines.subList(6, 9)).containsExactly("", "PeterNeumann", "13");
    assertThat(lines.get(9)).isEqualTo(TREE.root().toString());
    assertThat(lines.get(10)).isEmpty();
    assertThat(lines.get(11)).startsWith("— PeterNeumann ");
  }

  @Test
  void provesEveryEntryAndNoOther() {
    for (int index = 0; index < SIZE; index++) {
      TlogProof read = TlogProof.parse(proof(index).toBytes());

      assertThat(read.index()).isEqualTo(index);
      assertThat(read.verify(leaf(index), KEY, VERIFIER).root()).isEqualTo(TREE.root());
      TreeHash next = leaf(index + 1);
      assertThatThrownBy(() -> read.verify(next, KEY, VERIFIER))
          .isInstanceOf(NoteException.class)
          .hasMessageStartingWith("the entry is not proven: ");
    }
  }

  @Test
  void needsTheLogsSignature() {
    VerifierKey impostor = TestKey.generate("PeterNeumann").verifierKey();

    assertThatThrownBy(() -> PROOF.verify(leaf(INDEX), impostor, VERIFIER))
        .isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> PROOF.verify(leaf(INDEX), KEY, (key, message, signature) -> false))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void carriesExtraDataThatNobodyVouchesFor() {
    byte[] extra = "which entry".getBytes(UTF_8);
    TlogProof read = TlogProof.parse(PROOF.withExtra(extra).toBytes());

    assertThat(read.toString().lines().skip(1).findFirst()).contains("extra d2hpY2ggZW50cnk=");
    assertThat(read.extra()).isEqualTo(extra);
    assertThat(read.verify(leaf(INDEX), KEY, VERIFIER).size()).isEqualTo(SIZE);
    assertThat(PROOF.extra()).isEmpty();
    assertThat(read.withExtra(new byte[0])).hasToString(TEXT);
  }

  @Test
  void refusesMoreExtraDataThanFits() {
    byte[] most = new byte[TlogProof.MAX_EXTRA];
    byte[] more = new byte[TlogProof.MAX_EXTRA + 1];

    assertThat(TlogProof.parse(PROOF.withExtra(most).toBytes()).extra()).isEqualTo(most);
    assertThatThrownBy(() -> PROOF.withExtra(more)).isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> TlogProof.parse(new byte[TlogProof.MAX_BYTES + 1]))
        .isInstanceOf(NoteException.class)
        .hasMessageStartingWith("a proof has at most");
  }

  @Test
  void refusesTheProofWithAnyBitChanged() {
    byte[] bytes = PROOF.toBytes();
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);
        refused(changed, "byte %d, bit %d".formatted(i, bit));
      }
    }
  }

  @Test
  void refusesTheProofWithAnyByteMissingAndEveryShorterOne() {
    byte[] bytes = PROOF.toBytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] without = Arrays.copyOf(bytes, bytes.length - 1);
      System.arraycopy(bytes, i + 1, without, i, bytes.length - i - 1);
      refused(without, "without byte " + i);
      refused(Arrays.copyOf(bytes, i), "cut at " + i);
    }
  }

  @Test
  void refusesTheProofWithAnyLineRemovedDoubledOrMoved() {
    List<String> lines = TEXT.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> without = new ArrayList<>(lines);
      without.remove(i);
      refused(without);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      if (i < lines.size() - 1) {
        refused(doubled);
        List<String> moved = new ArrayList<>(lines);
        Collections.swap(moved, i, i + 1);
        refused(moved);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index 4",
        "index 13",
        "index 05",
        "index +5",
        "index -5",
        "index",
        "index ",
        "index 5 ",
        "index  5",
        "Index 5",
        "index 9223372036854775808",
        "extra \nindex 5",
        "extra\nindex 5",
        "extra ZA\nindex 5",
        "extra ZB==\nindex 5",
        "extra ZA==\nextra ZA==\nindex 5",
        "index 5\nextra ZA==",
        "index 5\nindex 5",
        "other x\nindex 5",
        "\nindex 5",
        "index 5\r",
      })
  void refusesEveryOtherIndexAndExtraLine(String line) {
    byte[] changed = TEXT.replace("index 5", line).getBytes(UTF_8);

    refused(changed, line);
  }

  @Test
  void refusesManyHashes() {
    String many = TEXT.replace("index 5\n", "index 5\n" + (TreeHash.EMPTY + "\n").repeat(60));

    assertThatThrownBy(() -> TlogProof.parse(many.getBytes(UTF_8)))
        .isInstanceOf(NoteException.class)
        .hasMessage("a proof has at most 63 hashes, not 64");
  }

  private static void refused(List<String> lines) {
    refused((String.join("\n", lines) + "\n").getBytes(UTF_8), String.join("\n", lines));
  }

  private static void refused(byte[] bytes, String what) {
    assertThatThrownBy(() -> TlogProof.parse(bytes).verify(leaf(INDEX), KEY, VERIFIER))
        .as(what)
        .isInstanceOf(NoteException.class);
  }
}
