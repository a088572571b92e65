package dev.entente.connectors.trino;

import io.trino.jdbc.$internal.okhttp3.Call;
import io.trino.jdbc.$internal.okhttp3.HttpUrl;
import io.trino.jdbc.$internal.okhttp3.OkHttpClient;
import io.trino.jdbc.NonRegisteringTrinoDriver;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;

/**
 * Trino's driver, which speaks to the manifest's address alone: it would otherwise follow
 * redirects, and fetch the next part of a result wherever the last one says that it is.
 */
final class OneOrigin extends NonRegisteringTrinoDriver {
  private final HttpUrl origin;

  OneOrigin(URI origin) {
    this.origin = HttpUrl.get(origin);
  }

  @Override
  protected Call.Factory wrapClient(OkHttpClient client) {
    OkHttpClient staying =
        client.newBuilder().followRedirects(false).followSslRedirects(false).build();
    return request -> {
      HttpUrl url = request.url();
      if (!url.scheme().equals(origin.scheme())
          || !url.host().equals(origin.host())
          || url.port() != origin.port()) {
        throw new UncheckedIOException(new ProtocolException("it sends elsewhere"));
      }
      return staying.newCall(request);
    };
  }
}
