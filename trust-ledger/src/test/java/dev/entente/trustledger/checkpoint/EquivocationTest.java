package dev.entente.trustledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.TestLog;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquivocationTest {
  private static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();
  private static final TestLog LOG = TestLog.named("orchard");
  private static final TestLog FORK = LOG.forkedAt(3);
  private static final VerifierKey KEY = LOG.key().publicKey();

  /** What the fork's tree of {@code newer} says against the log's tree of {@code older}. */
  private static Equivocation between(int older, int newer) {
    return new Equivocation(
        FORK.root(older), FORK.proof(older, newer), LOG.note(older), FORK.note(newer));
  }

  @Test
  void isProvedForAllSizesThatHaveGoneApart() {
    for (int older = 4; older < 34; older++) {
      for (int newer = older; newer < 34; newer++) {
        Equivocation read = Equivocation.parse(between(older, newer).toBytes());
        var proven = read.verify(KEY, VERIFIER);

        assertThat(proven.older()).isEqualTo(LOG.checkpoint(older));
        assertThat(proven.newer()).isEqualTo(FORK.checkpoint(newer));
      }
    }
  }

  @Test
  void isNeverProvedOfALogThatOnlyGrew() {
    for (int older = 0; older < 34; older++) {
      for (int newer = older; newer < 34; newer++) {
        Equivocation honest =
            new Equivocation(
                LOG.root(older), LOG.proof(older, newer), LOG.note(older), LOG.note(newer));
        refused(honest, "do not contradict each other");
      }
    }
  }

  @Test
  void isNotProvedByARootThatNobodyShowedToBeTheNewersOwn() {
    Equivocation slander =
        new Equivocation(FORK.root(5), LOG.proof(5, 13), LOG.note(5), LOG.note(13));
    refused(slander, "it is not shown");
    refused(new Equivocation(FORK.root(8), List.of(), LOG.note(8), LOG.note(8)), "not shown");
  }

  @Test
  void refusesAProofThatIsMangledPaddedShortenedOrReordered() {
    Equivocation whole = between(5, 13);
    for (int i = 0; i < whole.proof().size(); i++) {
      List<TreeHash> other = new ArrayList<>(whole.proof());
      other.set(i, TreeHash.leaf("x".getBytes(UTF_8)));
      refused(with(whole, other), "not shown");
      other.remove(i);
      refused(with(whole, other), "not shown");
    }
    List<TreeHash> padded = new ArrayList<>(whole.proof());
    padded.add(whole.proof().getLast());
    refused(with(whole, padded), "not shown");
    refused(with(whole, whole.proof().reversed()), "not shown");
    refused(
        new Equivocation(whole.root(), whole.proof(), whole.newer(), whole.older()), "not shown");
    refused(new Equivocation(whole.root(), whole.proof(), LOG.note(6), whole.newer()), "not shown");
  }

  private static Equivocation with(Equivocation whole, List<TreeHash> proof) {
    return new Equivocation(whole.root(), proof, whole.older(), whole.newer());
  }

  private static void refused(Equivocation claim, String because) {
    assertThatThrownBy(() -> claim.verify(KEY, VERIFIER))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining(because);
  }

  @Test
  void needsTheLogsSignatureUnderBoth() {
    Equivocation whole = between(5, 13);
    TestLog other = TestLog.named("pear");
    VerifierKey impostor =
        VerifierKey.of(KEY.name(), TestLog.named("mallory").key().publicKey().publicKey());

    refused(
        new Equivocation(whole.root(), whole.proof(), other.note(5), whole.newer()),
        "no signature by the key");
    refused(
        new Equivocation(whole.root(), whole.proof(), whole.older(), other.note(13)),
        "no signature by the key");
    assertThatThrownBy(() -> whole.verify(impostor, VERIFIER)).isInstanceOf(NoteException.class);
  }

  @Test
  void isReadInOneFormOnly() {
    String text = between(5, 13).toString();

    assertThat(text).startsWith("entente/equivocation@v1\nroot " + FORK.root(5) + "\n");
    for (int end = 0; end < text.length(); end++) {
      String cut = text.substring(0, end);
      assertThatThrownBy(() -> Equivocation.parse(cut.getBytes(UTF_8)))
          .as("%s", cut)
          .isInstanceOf(NoteException.class);
    }
    for (String other :
        List.of(text + "\n", text.replace("@v1", "@v2"), text.replace("root ", "root  "))) {
      assertThatThrownBy(() -> Equivocation.parse(other.getBytes(UTF_8)))
          .isInstanceOf(NoteException.class);
    }
    String gap = text.replaceFirst("\n\norchard", "\n\n\norchard");
    refused(Equivocation.parse(gap.getBytes(UTF_8)), "wrong signature");
  }
}
