package dev.entente.server.client;

import dev.entente.signature.AnswerHead;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.RequestHead;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** HTTP/1.1 without redirects: a signed request is for one address. Thread-safe. */
final class Transport implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final long LARGEST_ANSWER = 256L << 20;

  private final Duration whole;
  private final long largest;

  // What arrives is copied by the thread that receives it: to hand each piece to another one took
  // as long again, and whoever sends waits for the whole.
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .executor(Runnable::run)
          .build();

  Transport() {
    this(WHOLE, LARGEST_ANSWER);
  }

  /**
   * One that is less patient.
   *
   * @param whole how long an answer may take
   * @param largest the most bytes it may have
   */
  Transport(Duration whole, long largest) {
    this.whole = whole;
    this.largest = largest;
  }

  /** Sends the bytes as they are signed. */
  ReceivedAnswer send(RequestHead head, byte[] body) {
    return send(head, body, _ -> {});
  }

  /**
   * The same.
   *
   * @param arrived takes the answer's head once it is there, on the thread that the body waits for
   */
  ReceivedAnswer send(RequestHead head, byte[] body, Consumer<AnswerHead> arrived) {
    var request =
        HttpRequest.newBuilder(URI.create(head.targetUri()))
            .timeout(whole)
            .method(
                head.method(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    head.headers().lines().forEach(line -> request.header(line.name(), line.value()));
    BodyHandler<byte[]> limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest);
    BodyHandler<ReceivedAnswer> received =
        info -> {
          AnswerHead answer = head(info);
          arrived.accept(answer);
          return BodySubscribers.mapping(
              limited.apply(info), bytes -> new ReceivedAnswer(answer, bytes));
        };
    try {
      return http.send(request.build(), received).body();
    } catch (IOException e) {
      throw new NoAnswer(explained(head.origin(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted while waiting for " + head.origin(), e);
    }
  }

  private static AnswerHead head(ResponseInfo info) {
    List<Headers.Header> lines = new ArrayList<>();
    info.headers()
        .map()
        .forEach((name, values) -> values.forEach(v -> lines.add(new Headers.Header(name, v))));
    return new AnswerHead(info.statusCode(), Headers.of(lines));
  }

  private static String explained(Origin gateway, IOException e) {
    return switch (e) {
      case HttpTimeoutException _ ->
          gateway + " did not answer in time; whether it acted on the request is unknown";
      case ConnectException _ ->
          "nothing answers at "
              + gateway
              + "; check the address, and that the gateway is running (entente serve DIR)";
      case SSLException _ ->
          gateway
              + " cannot be trusted over TLS: "
              + e.getMessage()
              + "; check the address and its certificate";
      default ->
          "the connection to "
              + gateway
              + " broke off: "
              + e.getMessage()
              + "; whether the gateway acted on the request is unknown";
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
