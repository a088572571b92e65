package dev.entente.server.client;

import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.Headers;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.RequestHead;
import dev.entente.signature.VerifyingKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Calls what anyone may call at a gateway or a witness, without signing. Every method throws {@link
 * NoAnswer} where no answer can be believed. Blocks; thread-safe.
 */
public final class OpenClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LARGEST = 1 << 20;

  private final Origin origin;
  private final String prefix;
  private final Optional<AnswerVerifier> verifier;
  private final Transport transport = new Transport(PATIENCE, LARGEST);

  /**
   * A client of one place.
   *
   * @param prefix of every path there; may be empty
   * @param keys by one of which its answers must be signed; none if they need not be
   */
  public OpenClient(Origin origin, String prefix, List<VerifyingKey> keys) {
    this.origin = origin;
    this.prefix = prefix;
    this.verifier =
        keys.isEmpty()
            ? Optional.empty()
            : Optional.of(new AnswerVerifier(Jwks.of(keys.toArray(VerifyingKey[]::new))));
  }

  /** What stands at a path; the answer is 200. */
  public byte[] get(String path) {
    ReceivedAnswer answer =
        call(RequestHead.of("GET", origin, prefix + path, Headers.none()), new byte[0]);
    if (answer.status() != 200) {
      throw new NoAnswer(origin + prefix + path + " answers " + answer.status());
    }
    return answer.body();
  }

  /** The answer to a text, whatever its status. */
  public ReceivedAnswer post(String path, byte[] body) {
    var head =
        RequestHead.of(
            "POST", origin, prefix + path, Headers.of("content-type", "text/plain; charset=utf-8"));
    return call(head, body);
  }

  private ReceivedAnswer call(RequestHead head, byte[] body) {
    ReceivedAnswer answer = transport.send(head, body);
    if (verifier.isPresent()
        && verifier.get().verify(answer) instanceof AnswerProof.Unproved(String because)) {
      throw new NoAnswer(
          "the answer of %s (status %d) is not proved to be its own: %s; nothing in it was used"
              .formatted(origin, answer.status(), because));
    }
    return answer;
  }

  @Override
  public void close() {
    transport.close();
  }
}
