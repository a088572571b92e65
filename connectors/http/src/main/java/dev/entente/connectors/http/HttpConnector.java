package dev.entente.connectors.http;

import dev.entente.source.Connector;
import dev.entente.source.Limits;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads {@code {connector: http, url: https://…, records: /results, page: {style: cursor, …}}}: any
 * API that answers a GET with JSON. What is not there at the opening is told and may come later.
 */
public final class HttpConnector implements Connector {
  private final Names names;

  public HttpConnector() {
    this(InetAddress::getAllByName);
  }

  HttpConnector(Names names) {
    this.names = names;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Source open(Manifest manifest, Path directory, Path scratch, Opening opening) {
    Location location = new LocationReader(manifest, directory).read();
    Api api = api(location, new Rows(manifest), manifest.limits(), names);
    var source = new HttpSource(manifest, api);
    source.open(opening);
    return source;
  }

  static Api api(Location location, Intake intake, Limits limits, Names names) {
    var pages =
        switch (location.paging()) {
          case Paging.Whole() -> new Pages(location.records(), List.of(), List.of());
          case Paging.Numbered numbered ->
              new Pages(location.records(), List.of(), numbered.more());
          case Paging.Cursor cursor -> new Pages(location.records(), cursor.next(), List.of());
          case Paging.Link link -> new Pages(location.records(), link.next(), List.of());
        };
    var connections = new Connections(limits.concurrent(), location.trust(), names);
    var credentials = new Credentials(location.auth(), connections);
    return new Api(location, intake, pages, connections, credentials);
  }
}
