package dev.entente.trustledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.TestLog;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final TestLog LOG = TestLog.named("orchard");
  private static final TestLog FORK = LOG.forkedAt(3);
  private static final KeyPair25519 PAIR = KeyPair25519.named("halden's witness");
  private static final WitnessKey KEY =
      new WitnessKey(
          CosignerKey.of(new KeyName("halden/witness"), PAIR.x()),
          PAIR::sign,
          KeyPair25519::verify);

  @TempDir private Path state;
  private Witness witness;

  @BeforeEach
  void open() {
    witness =
        Witness.open(
            List.of(LOG.key().publicKey(), TestLog.named("pear").key().publicKey()),
            state.resolve("witnessed"),
            KEY,
            new Evidence(state.resolve("equivocations"), NoteVerifier.ofPlatform()),
            () -> NOW);
  }

  private Verdict add(TestLog log, int old, int size) {
    return witness.add(log.submission(old, size).toBytes());
  }

  private static void cosigned(Verdict verdict, Note note) {
    assertThat(verdict).isInstanceOf(Verdict.Cosigned.class);
    String lines = ((Verdict.Cosigned) verdict).lines();
    assertThat(KEY.publicKey().find(note.and(lines.getBytes(UTF_8)), KEY.verifier()))
        .hasValueSatisfying(it -> assertThat(it.time()).isEqualTo(NOW));
  }

  @Test
  void cosignsWhatGrowsFromWhatItSaw() {
    cosigned(add(LOG, 0, 5), LOG.note(5));
    cosigned(add(LOG, 5, 5), LOG.note(5));
    cosigned(add(LOG, 5, 13), LOG.note(13));
    open();
    cosigned(add(LOG, 13, 14), LOG.note(14));
    cosigned(add(TestLog.named("pear"), 0, 2), TestLog.named("pear").note(2));
  }

  @Test
  void saysWhichSizeItSawLast() {
    assertThat(add(LOG, 3, 5)).isEqualTo(new Verdict.Conflict(0));
    add(LOG, 0, 5);
    assertThat(add(LOG, 0, 13)).isEqualTo(new Verdict.Conflict(5));
    assertThat(add(LOG, 4, 13)).isEqualTo(new Verdict.Conflict(5));
    assertThat(add(LOG, 0, 4)).isEqualTo(new Verdict.Conflict(5));
    open();
    assertThat(add(LOG, 0, 13)).isEqualTo(new Verdict.Conflict(5));
  }

  @Test
  void knowsOnlyTheLogsItWasToldOfByTheirKeys() {
    TestLog impostor = new TestLog(KeyPair25519.named("mallory").log("orchard"), Integer.MAX_VALUE);

    assertThat(add(TestLog.named("plum"), 0, 5)).isInstanceOf(Verdict.UnknownLog.class);
    assertThat(add(impostor, 0, 5)).isInstanceOf(Verdict.Unsigned.class);
    String forged = LOG.submission(0, 5).toString().replace("\n5\n", "\n6\n");
    assertThat(witness.add(forged.getBytes(UTF_8))).isInstanceOf(Verdict.Unsigned.class);
    assertThat(witness.newest(new KeyName("orchard"))).isEmpty();
  }

  @Test
  void refusesWhatIsNoSubmission() {
    assertThat(witness.add("old 0\n".getBytes(UTF_8))).isInstanceOf(Verdict.Malformed.class);
    assertThat(witness.add(new Submission(6, List.of(), LOG.note(5)).toBytes()))
        .isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void refusesProofsThatAreMangledPaddedShortenedOrOfOtherSizes() {
    add(LOG, 0, 5);
    List<TreeHash> proof = LOG.proof(5, 13);
    List<List<TreeHash>> others = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      List<TreeHash> mangled = new ArrayList<>(proof);
      mangled.set(i, TreeHash.EMPTY);
      others.add(List.copyOf(mangled));
      mangled.remove(i);
      others.add(mangled);
    }
    List<TreeHash> padded = new ArrayList<>(proof);
    padded.add(TreeHash.EMPTY);
    others.add(padded);
    others.add(List.of());
    others.add(proof.reversed());
    others.add(LOG.proof(5, 14));
    others.add(LOG.proof(6, 13));
    for (List<TreeHash> other : others) {
      assertThat(witness.add(new Submission(5, other, LOG.note(13)).toBytes()))
          .as("%s", other)
          .isInstanceOf(Verdict.Unproven.class);
    }
    assertThat(witness.add(new Submission(5, List.of(TreeHash.EMPTY), LOG.note(5)).toBytes()))
        .isInstanceOf(Verdict.Unproven.class);
    assertThat(kept()).isEmpty();
    cosigned(add(LOG, 5, 13), LOG.note(13));
  }

  @Test
  void refusesAProofFromNothing() {
    assertThat(witness.add(new Submission(0, LOG.proof(5, 13), LOG.note(13)).toBytes()))
        .isInstanceOf(Verdict.Unproven.class);
  }

  @Test
  void aForkOfOneSizeIsKeptAsProof() throws IOException {
    add(LOG, 0, 5);
    assertThat(add(FORK, 0, 5)).isEqualTo(new Verdict.Conflict(5));
    assertThat(add(FORK, 5, 5)).isEqualTo(new Verdict.Conflict(5));
    assertThat(kept()).hasSize(1);
    proves(kept().getFirst(), 5, 5);
    cosigned(add(LOG, 5, 6), LOG.note(6));
  }

  @Test
  void aForkThatItsOwnProofShowsIsKeptAsProof() throws IOException {
    add(LOG, 0, 5);
    assertThat(add(FORK, 5, 13)).isInstanceOf(Verdict.Unproven.class);
    assertThat(kept()).hasSize(1);
    proves(kept().getFirst(), 5, 13);
  }

  @Test
  void aLogThatKeepsForkingDoesNotFillTheDisk() throws IOException {
    add(LOG, 0, 5);
    for (int size = 6; size < 40; size++) {
      assertThat(add(FORK, 5, size)).isInstanceOf(Verdict.Unproven.class);
    }
    assertThat(kept()).hasSize(16);
  }

  private static void proves(Path file, int older, int newer) throws IOException {
    var proven =
        Equivocation.parse(Files.readAllBytes(file))
            .verify(LOG.key().publicKey(), NoteVerifier.ofPlatform());
    assertThat(proven.older()).isEqualTo(LOG.checkpoint(older));
    assertThat(proven.newer()).isEqualTo(FORK.checkpoint(newer));
  }

  private List<Path> kept() {
    Path folder = state.resolve("equivocations");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doesNotCosignWhatItCannotKeep() throws IOException {
    add(LOG, 0, 5);
    Path file = file();
    byte[] before = Files.readAllBytes(file);
    Path inTheWay = Files.createDirectory(file.resolveSibling(file.getFileName() + ".new"));

    assertThatThrownBy(() -> add(LOG, 5, 13)).isInstanceOf(StoreException.class);
    assertThat(add(LOG, 13, 14)).isEqualTo(new Verdict.Conflict(5));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Files.delete(inTheWay);
    cosigned(add(LOG, 5, 13), LOG.note(13));
  }

  @Test
  void keepsWhatItCosignedBeforeItSaysSo() throws IOException {
    for (int size = 1; size < 20; size++) {
      Verdict verdict = add(LOG, size - 1, size);
      Note kept = Note.parse(Files.readAllBytes(file()));
      cosigned(verdict, LOG.note(size));
      assertThat(LOG.key().open(kept)).isEqualTo(LOG.checkpoint(size));
      assertThat(kept.toString()).endsWith(((Verdict.Cosigned) verdict).lines());
    }
  }

  private Path file() throws IOException {
    try (var files = Files.list(state.resolve("witnessed"))) {
      return files.filter(it -> it.toString().endsWith(".checkpoint")).findFirst().orElseThrow();
    }
  }

  @Test
  void aKeptCheckpointThatIsDamagedIsNotForgotten() throws IOException {
    add(LOG, 0, 5);
    Files.writeString(file(), "orchard\n5\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("could cosign a fork");
  }

  @Test
  void ofManyAtOnceFromOneSizeItCosignsOne() throws Exception {
    add(LOG, 0, 5);
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 20; round++) {
        int from =
            (int) LOG.key().open(witness.newest(new KeyName("orchard")).orElseThrow()).size();
        List<Callable<Verdict>> calls = new ArrayList<>();
        IntStream.rangeClosed(1, 8).forEach(more -> calls.add(() -> add(LOG, from, from + more)));
        int cosigned = 0;
        for (Future<Verdict> verdict : pool.invokeAll(calls)) {
          cosigned += verdict.get() instanceof Verdict.Cosigned ? 1 : 0;
        }
        assertThat(cosigned).isEqualTo(1);
      }
    }
  }
}
