package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant NOW = Instant.ofEpochSecond(Draft.NOW);

  private final SigningKey key = SigningKey.generate();
  private final RememberedNonces nonces = new RememberedNonces();
  private final Draft draft = new Draft(key);
  private final RequestVerifier verifier =
      new RequestVerifier(Jwks.of(key.publicKey()), nonces, () -> NOW);

  private static boolean replayed(Outcome<VerifiedHead> outcome) {
    return outcome instanceof Outcome.Refused<VerifiedHead>(var problem)
        && problem.code() == ProblemCode.SIGNATURE_REPLAYED;
  }

  private static boolean passed(Outcome<VerifiedHead> outcome) {
    return outcome instanceof Outcome.Passed<VerifiedHead>;
  }

  @Test
  void theSecondUseOfANonceIsRefusedWhateverItSigns() {
    assertThat(passed(verifier.verify(draft.signed()))).isTrue();
    assertThat(replayed(verifier.verify(draft.signed()))).isTrue();
    draft.target = "/v1/agreements/halden";
    assertThat(replayed(verifier.verify(draft.signed()))).isTrue();
    draft.parameter("nonce", "\"AAECAwQFBgcICQoLDA0ODw==\"");
    assertThat(replayed(verifier.verify(draft.signed()))).as("the same, padded").isTrue();
  }

  @Test
  void anotherKeyMayUseTheSameNonce() {
    var other = SigningKey.generate();
    var both = new RequestVerifier(Jwks.of(key.publicKey(), other.publicKey()), nonces, () -> NOW);
    assertThat(passed(both.verify(draft.signed()))).isTrue();
    assertThat(passed(both.verify(new Draft(other).signed()))).isTrue();
  }

  @Test
  void aForgerCannotSpendAPartnersNonce() {
    var forged = draft.with("sig1=" + draft.input(), "sig1=:" + Draft.base64(new byte[64]) + ":");
    assertThat(passed(verifier.verify(forged))).isFalse();
    assertThat(nonces.spent()).isEmpty();
    assertThat(passed(verifier.verify(draft.signed()))).isTrue();
  }

  @Test
  void theNonceIsSpentBeforeTheBodyIsLookedAt() {
    var sound = draft.signed();
    var head = verifier.verify(new SignedRequest(sound.head(), Body.of(new byte[12])));
    assertThat(passed(head)).isTrue();
    assertThat(replayed(verifier.verify(sound))).isTrue();
  }

  @Test
  void ofFiftyAtOnceOneWins() throws InterruptedException, ExecutionException {
    var request = draft.signed();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Outcome<VerifiedHead>>>();
      for (int i = 0; i < 50; i++) {
        calls.add(() -> verifier.verify(request));
      }
      int won = 0;
      int lost = 0;
      for (Future<Outcome<VerifiedHead>> future : threads.invokeAll(calls)) {
        won += passed(future.get()) ? 1 : 0;
        lost += replayed(future.get()) ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      assertThat(lost).isEqualTo(49);
    }
  }

  @Test
  void aLedgerThatCannotTellPassesNothing() {
    Nonces broken =
        nonce -> {
          throw Unavailable.ledger("disk full", null);
        };
    var failing = new RequestVerifier(Jwks.of(key.publicKey()), broken, () -> NOW);
    assertThatThrownBy(() -> failing.verify(draft.signed())).isInstanceOf(Unavailable.class);
  }
}
