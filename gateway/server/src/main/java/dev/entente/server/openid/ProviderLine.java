package dev.entente.server.openid;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.entente.server.directory.SecureUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is called: at addresses that may be spoken to, without following a redirection,
 * for five seconds, four at once, and 256 KiB of each answer. Whoever is one too many is told at
 * once, so that a provider that hangs holds no more threads than these. Thread-safe.
 */
final class ProviderLine implements HTTPRequestSender {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 4;
  private static final int LARGEST = 256 << 10;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI issuer;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ProviderLine(URI issuer) {
    this.issuer = issuer;
  }

  /** What stands there. */
  String read(URI address) throws IOException, ParseException {
    HTTPResponse response = new HTTPRequest(HTTPRequest.Method.GET, address).send(this);
    response.ensureStatusCode(HTTPResponse.SC_OK);
    return response.getBody();
  }

  /**
   * The address, if it may be spoken to. One elsewhere must not have us call ourselves: only an
   * issuer on the loopback has addresses there.
   */
  URI checked(@Nullable URI address) throws IOException {
    if (address == null
        || !SecureUrl.is(address)
        || (SecureUrl.isLoopback(address) && !SecureUrl.isLoopback(issuer))) {
      throw new IOException("one of its addresses is not by https: " + address);
    }
    return address;
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var builder = HttpRequest.newBuilder(checked(request.getURI())).timeout(PATIENCE);
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    builder.method(
        request.getMethod().name(),
        Optional.ofNullable(request.getBody())
            .map(BodyPublishers::ofString)
            .orElseGet(BodyPublishers::noBody));
    if (!places.tryAcquire()) {
      throw new IOException("it is asked by others just now");
    }
    try {
      return answer(builder.build());
    } finally {
      places.release();
    }
  }

  private static HTTPResponse answer(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<String>> asked =
        CLIENT.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
    try {
      HttpResponse<String> answered = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      var response = new HTTPResponse(answered.statusCode());
      answered
          .headers()
          .map()
          .forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
      response.setBody(answered.body());
      return response;
    } catch (TimeoutException e) {
      throw new IOException("nothing came within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was not waited for", e);
    } finally {
      asked.cancel(true);
    }
  }
}
