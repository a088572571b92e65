package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.Jwks;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What anyone may read, signed or not. */
class OpenToAllTest {
  private static final String KEY = "/v1/log/key";
  private static final String FORBIDDEN = "/v1/log/forbidden";
  private static final String BROKEN = "/v1/log/broken";

  private final House house = House.open();
  private final AnswerVerifier verifier = new AnswerVerifier(Jwks.of(house.gateway.publicKey()));

  @BeforeEach
  void open() {
    house.resources =
        (head, _) ->
            switch (head.path()) {
              case KEY -> Optional.of(Outcome.passed(Answer.text("the key")));
              case FORBIDDEN ->
                  Optional.of(Outcome.refused(ProblemCode.METHOD_NOT_ALLOWED, "not so"));
              case BROKEN -> throw Unavailable.ledger("the disk is full", null);
              default -> Optional.empty();
            };
  }

  @Test
  void whoDoesNotSignReadsWhatIsPublicAndNothingElse() {
    int before = house.ledger.notes().size();
    var answer = house.open("GET", KEY);
    assertThat(House.outcome(answer)).isEqualTo("200");
    assertThat(House.text(answer)).isEqualTo("the key");
    assertThat(verifier.verify(received(answer))).isInstanceOf(AnswerProof.Unaddressed.class);
    assertThat(House.outcome(house.open("GET", FORBIDDEN))).isEqualTo("405 method-not-allowed");
    assertThat(House.outcome(house.open("GET", BROKEN))).isEqualTo("503 ledger-unavailable");
    assertThat(House.outcome(house.open("GET", House.ORCHARD))).isEqualTo("401 signature-missing");
    assertThat(house.ledger.notes().subList(before, house.ledger.notes().size()))
        .containsOnly("signed");
  }

  @Test
  void whoSignsIsAnsweredToItsRequestAfterTheNonceIsDurable() {
    for (var key : List.of(house.partner, house.rival)) {
      var request = house.signed(key, "GET", KEY, "");
      var answer = house.send(request);
      assertThat(House.text(answer)).isEqualTo("the key");
      assertThat(proof(request, answer)).isInstanceOf(AnswerProof.Addressed.class);
      assertThat(lastNotes()).containsExactly("claimed", "settled", "signed");
      assertThat(House.outcome(house.send(request))).isEqualTo("401 signature-replayed");
    }
  }

  @Test
  void aRefusalOrAFailureIsAnsweredToItsRequestToo() {
    for (String target : List.of(FORBIDDEN, BROKEN)) {
      var request = house.signed(house.partner, "GET", target, "");
      var answer = house.send(request);
      assertThat(House.outcome(answer))
          .isEqualTo(target.equals(BROKEN) ? "503 ledger-unavailable" : "405 method-not-allowed");
      assertThat(proof(request, answer)).isInstanceOf(AnswerProof.Addressed.class);
      assertThat(lastNotes()).containsExactly("claimed", "settled", "signed");
    }
  }

  @Test
  void aBadSignatureIsRefusedThoughNoneIsNeeded() {
    var request = house.signed(house.partner, "GET", KEY, "");
    house.now = house.now.plusSeconds(1000);
    assertThat(House.outcome(house.send(request))).isEqualTo("401 signature-stale");
    house.now = house.now.minusSeconds(1000);
    var stranger = SigningKey.generate();
    assertThat(House.outcome(house.call(stranger, "GET", KEY, "")))
        .isEqualTo("401 signature-invalid");
  }

  @Test
  void headIsAnsweredWithoutABody() {
    var answer = house.open("HEAD", KEY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(verifier.verify(received(answer))).isInstanceOf(AnswerProof.Unaddressed.class);
  }

  private AnswerProof proof(SentRequest request, SignedAnswer answer) {
    return verifier.verify(request, received(answer));
  }

  private static ReceivedAnswer received(SignedAnswer answer) {
    return new ReceivedAnswer(answer.status(), answer.headers(), answer.body());
  }

  private List<String> lastNotes() {
    var notes = house.ledger.notes();
    return notes.subList(notes.size() - 3, notes.size());
  }
}
