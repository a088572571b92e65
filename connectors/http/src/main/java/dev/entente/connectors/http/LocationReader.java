package dev.entente.connectors.http;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.json.Doc;
import dev.entente.signature.Origin;
import dev.entente.source.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a manifest says under {@code source}; whatever is wrong is refused at its place. */
final class LocationReader {
  private static final int USUAL_FRESH = 5;
  private static final int LONGEST_FRESH = 3_600;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e\\t]*");

  /** What belongs to the connection, or to this connector. */
  private static final Set<String> OURS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "accept-encoding");

  private final Doc location;
  private final Map<FieldName, FieldType> held;
  private final Path directory;

  LocationReader(Manifest manifest, Path directory) {
    this(manifest.location(), manifest.dataset().held(), directory);
  }

  /**
   * @param held the fields that parameters may be for
   */
  LocationReader(Doc location, Map<FieldName, FieldType> held, Path directory) {
    this.location = location;
    this.held = Map.copyOf(held);
    this.directory = directory;
  }

  Location read() {
    Doc doc =
        location.only(
            "connector",
            "url",
            "headers",
            "auth",
            "records",
            "page",
            "parameters",
            "origins",
            "fresh",
            "trust");
    URI url = url(doc.at("url"));
    Set<Origin> origins = new HashSet<>(Set.of(Connections.origin(url)));
    doc.find("origins").ifPresent(all -> origins.addAll(all.distinct(it -> it.as(Origin::parse))));
    return new Location(
        url,
        doc.find("headers").map(LocationReader::headers).orElse(Map.of()),
        doc.find("auth").map(this::auth).orElse(new Auth.None()),
        doc.find("records").map(Pointer::read).orElse(List.of()),
        doc.find("page").map(PagingReader::read).orElseGet(Paging.Whole::new),
        doc.find("parameters").map(this::parameters).orElse(Map.of()),
        origins,
        Duration.ofSeconds(
            doc.find("fresh").map(it -> it.integer(0, LONGEST_FRESH)).orElse(USUAL_FRESH)),
        doc.find("trust").map(this::certificates));
  }

  private Path certificates(Doc doc) {
    Path file = file(doc);
    try (InputStream in = Files.newInputStream(file)) {
      if (!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        return file;
      }
    } catch (IOException | CertificateException e) {
      throw doc.malformed("`" + doc.text() + "` has no certificates in PEM");
    }
    throw doc.malformed("`" + doc.text() + "` has no certificates in PEM");
  }

  private static URI url(Doc doc) {
    try {
      URI uri = new URI(doc.text());
      Connections.origin(uri);
      if (uri.getRawFragment() == null && uri.getRawPath() != null) {
        return uri;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw wrong(doc);
    }
    throw wrong(doc);
  }

  /** Does not repeat it: it may hold what the environment keeps secret. */
  private static RuntimeException wrong(Doc doc) {
    return doc.malformed(
        "an address is like https://api.example/v1/companies?active=true, with neither a user nor a"
            + " fragment");
  }

  private static Map<String, String> headers(Doc doc) {
    Map<String, String> headers = new LinkedHashMap<>();
    doc.members().forEach((name, value) -> headers.put(name(name, value), text(value)));
    return headers;
  }

  private static String name(String name, Doc at) {
    if (!TOKEN.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw at.malformed("`" + name + "` is no header that a manifest may name");
    }
    return name;
  }

  private static String text(Doc value) {
    if (!TEXT.matcher(value.text()).matches()) {
      throw value.malformed("a header's value is printable ASCII");
    }
    return value.text();
  }

  private Auth auth(Doc doc) {
    if (doc.find("token-url").isEmpty()) {
      doc.only("header", "scheme", "secret", "secret-file");
      return new Auth.Header(
          doc.find("header").map(it -> name(it.text(), it)).orElse("Authorization"),
          doc.find("scheme").map(LocationReader::text).orElse(""),
          secret(doc));
    }
    doc.only("token-url", "client-id", "secret", "secret-file", "scope", "method");
    return new Auth.ClientCredentials(
        url(doc.at("token-url")),
        doc.at("client-id").text(),
        secret(doc),
        doc.find("scope").map(LocationReader::text),
        doc.find("method").map(LocationReader::inBody).orElse(false));
  }

  /** RFC 7591 section 2 has the names. */
  private static boolean inBody(Doc doc) {
    return switch (doc.text()) {
      case "client_secret_basic" -> false;
      case "client_secret_post" -> true;
      default -> throw doc.malformed("a method is client_secret_basic or client_secret_post");
    };
  }

  private Secret secret(Doc doc) {
    if (doc.find("secret").isPresent() == doc.find("secret-file").isPresent()) {
      throw doc.malformed("`secret` or `secret-file` is needed, and not both");
    }
    return doc.find("secret-file")
        .map(it -> Secret.in(file(it)))
        .orElseGet(() -> doc.at("secret").as(Secret::of));
  }

  /** A file of the operator's own, which may lie anywhere. */
  private Path file(Doc doc) {
    try {
      Path file = directory.resolve(doc.text());
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw doc.malformed("`" + doc.text() + "` is no path");
    }
    throw doc.malformed("there is no file `" + doc.text() + "` that can be read");
  }

  private Map<FieldName, String> parameters(Doc doc) {
    Map<FieldName, String> parameters = new LinkedHashMap<>();
    doc.members()
        .forEach(
            (name, parameter) ->
                parameters.put(pushable(new FieldName(name), parameter), parameter.text()));
    return parameters;
  }

  /** One number can be written in many ways, of which an API may know another. */
  private FieldName pushable(FieldName field, Doc at) {
    FieldType type = held.get(field);
    if (type == null) {
      throw at.malformed("`" + field + "` is none of the fields that are read");
    }
    return switch (type) {
      case STRING, INTEGER, BOOLEAN, DATE -> field;
      case NUMBER, DECIMAL, TIMESTAMP ->
          throw at.malformed(
              "`"
                  + field
                  + "` is a "
                  + type
                  + "; only texts, integers, booleans and dates are asked"
                  + " for by a parameter");
    };
  }
}
