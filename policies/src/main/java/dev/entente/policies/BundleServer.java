package dev.entente.policies;

import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bundle that a server hands out, as to OPA: asked with the {@code ETag} of the last one that
 * came whole. What it says of a bundle counts for nothing: another hash is another bundle. It has
 * twenty seconds for all of it, and is not followed elsewhere.
 */
public final class BundleServer implements BundleSource {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final URI address;
  private final Optional<String> token;
  private final Duration patience;
  private final HttpClient http;
  private Optional<String> etag = Optional.empty();

  /**
   * Where to ask.
   *
   * @param token to show as {@code Authorization: Bearer}
   */
  public BundleServer(URI address, Optional<String> token) {
    this(address, token, PATIENCE);
  }

  BundleServer(URI address, Optional<String> token, Duration patience) {
    this.address = address;
    this.token = token;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Optional<Bundle> look() {
    HttpResponse<byte[]> answer = ask();
    if (answer.statusCode() == NOT_MODIFIED && etag.isPresent()) {
      return Optional.empty();
    }
    if (answer.statusCode() != OK) {
      throw unavailable("it answered " + answer.statusCode());
    }
    try {
      Bundle bundle = Bundle.read(answer.body());
      etag = answer.headers().firstValue("etag");
      return Optional.of(bundle);
    } catch (BundleRefused e) {
      throw new BundleRefused(address + ": " + e.getMessage());
    }
  }

  /** The time is for head and body together: a server may send the one and keep back the other. */
  private HttpResponse<byte[]> ask() {
    var request = HttpRequest.newBuilder(address).timeout(patience).GET();
    token.ifPresent(it -> request.header("authorization", "Bearer " + it));
    etag.ifPresent(it -> request.header("if-none-match", it));
    var answer =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), Bundle.LARGEST));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("it did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw unavailable(
          e.getCause() instanceof IOException cause && cause.getMessage() != null
              ? cause.getMessage()
              : "it cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private Unavailable unavailable(String why) {
    return Unavailable.policy(
        PolicyFailure.UNREACHABLE, "the bundle server at " + address + ": " + why, null);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
