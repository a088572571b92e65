package dev.entente.signature;

import static dev.entente.problem.ProblemCode.DIGEST_MISMATCH;
import static dev.entente.problem.ProblemCode.QUERY_MALFORMED;
import static dev.entente.problem.ProblemCode.TOO_LARGE;
import static dev.entente.problem.ProblemCode.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedHeadTest {
  private static final Set<String> JSON = Set.of("application/json");

  private final SigningKey key = SigningKey.generate();
  private final Draft draft = new Draft(key);

  private Outcome<VerifiedRequest> receive(SignedRequest request, int limit) {
    var verifier =
        new RequestVerifier(
            Jwks.of(key.publicKey()),
            new RememberedNonces(),
            () -> Instant.ofEpochSecond(Draft.NOW));
    return verifier.verify(request).then(head -> head.receive(limit, JSON));
  }

  private void refused(SignedRequest request, int limit, ProblemCode code, String detail) {
    var outcome = receive(request, limit);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var problem = ((Outcome.Refused<VerifiedRequest>) outcome).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.detail()).contains(detail);
  }

  private void passed(SignedRequest request) {
    var outcome = receive(request, 1000);
    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    var received = ((Outcome.Passed<VerifiedRequest>) outcome).value();
    assertThat(received.body()).isEqualTo(draft.body);
    assertThat(received.head().head()).isEqualTo(request.head());
  }

  private static SignedRequest with(SignedRequest request, Body.Read read) {
    return new SignedRequest(
        request.head(),
        new Body() {
          @Override
          public boolean present() {
            return true;
          }

          @Override
          public Read read(int limit) {
            return read;
          }
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyThatIsWhatWasSignedPasses() {
    passed(draft.signed());
  }

  @Test
  void aRequestWithoutBodyPassesWithNone() {
    passed(draft.withoutBody().signed());
  }

  @Test
  void anotherBodyOfTheSameLengthIsADigestMismatch() {
    var other = with(draft.signed(), new Body.Whole(utf8("{\"limit\": 4}")));
    refused(other, 1000, DIGEST_MISMATCH, "sha-256 differs");
    refused(with(draft.signed(), new Body.Whole(new byte[0])), 1000, DIGEST_MISMATCH, "differs");
  }

  @Test
  void ifBothDigestsAreNamedBothMustMatch() throws java.security.GeneralSecurityException {
    String sha256 = Draft.digest("sha-256", Sha256.hash(draft.body).bytes());
    byte[] hash = java.security.MessageDigest.getInstance("SHA-512").digest(draft.body);
    String sha512 = Draft.digest("sha-512", hash);
    passed(draft.replaced("content-digest", sha512).signed());
    passed(draft.replaced("content-digest", sha256 + ", " + sha512).signed());
    hash[5] ^= 1;
    String wrong = Draft.digest("sha-512", hash);
    draft.replaced("content-digest", sha256 + ", " + wrong);
    refused(draft.signed(), 1000, DIGEST_MISMATCH, "sha-512 differs");
  }

  @Test
  void aDigestOverTwoLinesIsOneDigest() {
    String sha256 = Draft.digest("sha-256", Sha256.hash(draft.body).bytes());
    draft.replaced("content-digest", "crc32c=:AAAAAA==:").header("content-digest", sha256);
    passed(draft.signed());
  }

  @Test
  void anUnknownDigestAloneIsAMismatch() {
    draft.replaced("content-digest", "md5=:AAAA:");
    refused(draft.signed(), 1000, DIGEST_MISMATCH, "use sha-256 or sha-512");
  }

  @Test
  void aDigestOfTheWrongLengthIsAMismatch() {
    draft.replaced("content-digest", "sha-256=::");
    refused(draft.signed(), 1000, DIGEST_MISMATCH, "differs");
  }

  @Test
  void aDigestWithoutBodyMustBeThatOfNoBytes() {
    draft.withoutBody().header("content-digest", Draft.digest("sha-256", new byte[32]));
    refused(draft.signed(), 1000, DIGEST_MISMATCH, "differs");
  }

  @Test
  void sizeComesBeforeTypeAndTypeBeforeDigest() {
    draft.replaced("content-type", "text/plain").replaced("content-digest", "md5=:AAAA:");
    refused(draft.signed(), 11, TOO_LARGE, "11 bytes");
    refused(draft.signed(), 12, UNSUPPORTED_MEDIA_TYPE, "send application/json");
    refused(
        draft.replaced("content-type", "application/json").signed(), 12, DIGEST_MISMATCH, "known");
  }

  @Test
  void anAnnouncedLengthBeyondTheLimitIsRefusedUnread() {
    var reads = new AtomicInteger();
    var request = draft.replaced("content-length", "10000000").signed();
    var unread =
        new Body() {
          @Override
          public boolean present() {
            return true;
          }

          @Override
          public Read read(int limit) {
            reads.incrementAndGet();
            return new TooSlow();
          }
        };
    refused(new SignedRequest(request.head(), unread), 1000, TOO_LARGE, "1000");
    assertThat(reads).hasValue(0);
  }

  @Test
  void aBodyBeyondTheLimitWithoutAnnouncementIsRefusedToo() {
    var request = draft.without("content-length").signed();
    refused(with(request, new Body.TooLarge()), 1000, TOO_LARGE, "1000");
    refused(with(request, new Body.Whole(draft.body)), 11, TOO_LARGE, "11");
  }

  @Test
  void aBodyThatTricklesIsRefused() {
    refused(with(draft.signed(), new Body.TooSlow()), 1000, QUERY_MALFORMED, "in the time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\""
      })
  void theMediaTypeIsReadAsTheStandardHasIt(String type) {
    passed(draft.replaced("content-type", type).signed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/json", "application/jsonx", "application/json; charset=latin1", ";"})
  void otherMediaTypesAreRefused(String type) {
    refused(draft.replaced("content-type", type).signed(), 1000, UNSUPPORTED_MEDIA_TYPE, "send");
  }

  @Test
  void anEncodedBodyIsRefused() {
    draft.header("content-encoding", "gzip");
    refused(draft.signed(), 1000, UNSUPPORTED_MEDIA_TYPE, "gzip");
    passed(draft.replaced("content-encoding", "identity").signed());
  }
}
