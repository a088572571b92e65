package dev.entente.server.http;

import dev.entente.exchange.Answer;
import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Problem;
import dev.entente.server.running.Wire;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.SigningKey;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** A listener on any free port of this machine, with answers of a test's own behind it. */
final class Listening implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final long MUCH = 1 << 30;

  /** Wide enough to be in no test's way. */
  static final Limits WIDE = connections(100);

  private final Vertx vertx = Vertx.vertx();
  private final Listener listener;

  /** So many bytes of answers at once. */
  static Limits answerBytes(long most) {
    return new Limits(100, 100, 100, most, LONG, LONG, LONG, LONG, 1 << 20, LONG);
  }

  static Limits connections(int most) {
    return new Limits(most, 100, 100, MUCH, LONG, LONG, LONG, LONG, 1 << 20, LONG);
  }

  static Limits exchanges(int most) {
    return new Limits(100, most, 100, MUCH, LONG, LONG, LONG, LONG, 1 << 20, LONG);
  }

  static Limits headTime(int millis) {
    return new Limits(
        100, 100, 100, MUCH, Duration.ofMillis(millis), LONG, LONG, LONG, 1 << 20, LONG);
  }

  static Limits bodyTime(int millis) {
    return new Limits(
        100, 100, 100, MUCH, LONG, Duration.ofMillis(millis), LONG, LONG, 1 << 20, LONG);
  }

  static Limits idleTime(int seconds) {
    return new Limits(
        100, 100, 100, MUCH, LONG, LONG, LONG, LONG, 1 << 20, Duration.ofSeconds(seconds));
  }

  static Limits answers(int most, int millis) {
    var time = Duration.ofMillis(millis);
    return new Limits(100, 100, most, MUCH, LONG, LONG, time, LONG, 1 << 20, LONG);
  }

  Listening(Limits limits, Function<SignedRequest, Answer> behind) {
    this(limits, Optional.empty(), behind);
  }

  Listening(Limits limits, Optional<Place.Pem> tls, Function<SignedRequest, Answer> behind) {
    var signer = new AnswerSigner(SigningKey.generate(), InstantSource.system());
    Answers answers =
        new Answers() {
          @Override
          public SignedAnswer to(SignedRequest request) {
            return SignedAnswer.of(behind.apply(request), signer);
          }

          @Override
          public SignedAnswer refuse(Problem problem) {
            return SignedAnswer.of(Answer.problem(problem), signer);
          }
        };
    var place = new Place("127.0.0.1", 0, Optional.empty(), tls);
    listener = Listener.open(vertx, place, answers, Pages.NONE, limits);
  }

  /** A new connection. */
  Wire wire() {
    return new Wire(listener.bound());
  }

  @Override
  public void close() {
    listener.close(Duration.ofSeconds(5));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
