package dev.entente.benchmarks.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One of our people at the console, who came in by the link that the gateway printed. */
final class Visitor implements AutoCloseable {
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(cookies).version(HttpClient.Version.HTTP_1_1).build();
  private final URI site;

  private Visitor(URI site) {
    this.site = site;
  }

  static Visitor of(List<String> said, String name) throws IOException, InterruptedException {
    String intro = "sign in as " + name + ": ";
    URI link =
        said.stream()
            .filter(it -> it.startsWith(intro))
            .map(it -> URI.create(it.substring(intro.length())))
            .findFirst()
            .orElseThrow();
    var visitor = new Visitor(link.resolve("/"));
    visitor.send(HttpRequest.newBuilder(link).build());
    String form =
        link.getQuery()
            + "&X-XSRF-TOKEN="
            + URLEncoder.encode(visitor.token(), StandardCharsets.UTF_8);
    visitor.send(
        HttpRequest.newBuilder(link.resolve("/sign-in/link"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
    return visitor;
  }

  private String token() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(it -> it.getName().equals("XSRF-TOKEN"))
        .map(HttpCookie::getValue)
        .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  /**
   * What came.
   *
   * @param nanos from the request to the last byte
   */
  record Got(int bytes, long nanos) {}

  /** A page, which must come. */
  Got get(String path) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    var answer = send(HttpRequest.newBuilder(site.resolve(path)).build());
    long nanos = System.nanoTime() - begun;
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered with " + answer.statusCode());
    }
    return new Got(answer.body().length, nanos);
  }

  @Override
  public void close() {
    client.close();
  }
}
