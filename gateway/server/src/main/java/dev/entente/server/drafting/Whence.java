package dev.entente.server.drafting;

import dev.entente.json.Shown;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What stands under {@code source} for what a person called it: a path, {@code
 * postgres://USER@HOST/DATABASE?table=schema.name}, or an address of HTTP.
 *
 * @param members each as YAML
 * @param stem what the dataset is called if nobody says so
 */
record Whence(SequencedMap<String, String> members, String stem) {
  private static final int LONGEST_ID = 63;

  /** The connectors of databases, by the scheme of an address. */
  private static final Map<String, String> DATABASES =
      Map.of("postgres", "postgresql", "postgresql", "postgresql", "trino", "trino");

  /**
   * What else was said.
   *
   * @param password what a manifest says of it, such as {@code password-file: db.password}
   * @param more members as {@code name=YAML}
   */
  record Said(
      Optional<String> table, Optional<Map.Entry<String, String>> password, List<String> more) {}

  /**
   * @param root the alliance directory
   * @param here where paths of the command line begin
   * @throws Undrafted if it is none of these
   */
  static Whence of(String from, Said said, Path root, Path here) throws Undrafted {
    int colon = from.indexOf("://");
    String scheme = colon < 0 ? "" : from.substring(0, colon).toLowerCase(Locale.ROOT);
    Whence whence =
        switch (scheme) {
          case "" -> file(from, root, here);
          case "http", "https" -> http(from);
          case "postgres", "postgresql", "trino" -> database(from, scheme, said);
          default ->
              throw new Undrafted(
                  "there is nothing for `"
                      + Shown.of(scheme)
                      + "://`; there is: a path, postgres://,"
                      + " http://, https://");
        };
    for (String member : said.more()) {
      int equals = member.indexOf('=');
      if (equals < 1 || member.chars().anyMatch(c -> c < ' ')) {
        throw new Undrafted("`--set` takes a name and YAML, such as page={style: link}");
      }
      whence.members.put(member.substring(0, equals), member.substring(equals + 1));
    }
    return whence;
  }

  private static Whence file(String from, Path root, Path here) throws Undrafted {
    try {
      Path named = here.resolve(from).normalize();
      if (named.startsWith(root)) {
        return files(root.relativize(named).toString());
      }
      if (!Path.of(from).isAbsolute()) {
        return files(from);
      }
    } catch (InvalidPathException e) {
      throw new Undrafted("what --from says is no path");
    }
    throw new Undrafted(
        "`%s` lies outside of %s; put the file into it"
            .formatted(Shown.of(from), root.getFileName()));
  }

  private static Whence files(String path) {
    var members = new LinkedHashMap<String, String>();
    members.put("connector", "files");
    members.put("path", ManifestText.scalar(path));
    String plain =
        Arrays.stream(path.split("/", -1))
            .filter(name -> name.indexOf('*') < 0 && name.indexOf('?') < 0 && name.indexOf('=') < 0)
            .reduce("", (_, last) -> last);
    return new Whence(members, plain.split("\\.", 2)[0]);
  }

  private static Whence http(String from) {
    var members = new LinkedHashMap<String, String>();
    members.put("connector", "http");
    members.put("url", ManifestText.scalar(from));
    String path = from.split("[?#]", 2)[0].replaceFirst("/+$", "");
    return new Whence(members, path.substring(path.lastIndexOf('/') + 1));
  }

  private static Whence database(String from, String scheme, Said said) throws Undrafted {
    URI uri = uri(from);
    String authority = uri.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    String user = at < 0 ? "" : decoded(authority.substring(0, at));
    if (authority == null || user.contains(":")) {
      throw new Undrafted(
          authority == null
              ? "an address is like postgres://USER@HOST/DATABASE?table=schema.name"
              : "a password does not belong into a command line, which others can see:"
                  + " put it into a file and name that with --password-file, or into PGPASSWORD");
    }
    List<String> parameters =
        uri.getRawQuery() == null ? List.of() : List.of(uri.getRawQuery().split("&", -1));
    if (parameters.stream().anyMatch(it -> it.startsWith("password="))) {
      throw new Undrafted("the password goes into a file: --password-file");
    }
    String rest =
        parameters.stream().filter(it -> !it.startsWith("table=")).collect(Collectors.joining("&"));
    String asked =
        decoded(
            parameters.stream()
                .filter(it -> it.startsWith("table="))
                .map(it -> it.substring("table=".length()))
                .findFirst()
                .orElse(""));
    Optional<String> table = said.table().or(() -> Optional.of(asked).filter(it -> !it.isEmpty()));
    var members = new LinkedHashMap<String, String>();
    members.put("connector", scheme.startsWith("postgres") ? "postgres" : scheme);
    members.put(
        "url",
        ManifestText.scalar(
            "jdbc:%s://%s%s%s"
                .formatted(
                    DATABASES.get(scheme),
                    authority.substring(at + 1),
                    uri.getRawPath(),
                    rest.isEmpty() ? "" : "?" + rest)));
    table.ifPresent(it -> members.put("table", ManifestText.scalar(it)));
    if (!user.isEmpty()) {
      members.put("user", ManifestText.scalar(user));
    }
    said.password()
        .filter(it -> scheme.startsWith("postgres") || !it.getKey().equals("password"))
        .ifPresent(it -> members.put(it.getKey(), it.getValue()));
    return new Whence(members, table.map(it -> it.substring(it.indexOf('.') + 1)).orElse(""));
  }

  private static URI uri(String from) throws Undrafted {
    try {
      return new URI(from);
    } catch (URISyntaxException e) {
      throw new Undrafted("what --from says is no address; write what is special in it as %20");
    }
  }

  private static String decoded(String text) throws Undrafted {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Undrafted("what --from says is no address: a % stands before two digits");
    }
  }

  /** Small letters, digits and dashes; empty if nothing is left. */
  String id() {
    String id = String.join("-", ColumnName.of(stem).words()).replaceAll("[^a-z0-9-]", "");
    return id.substring(0, Math.min(LONGEST_ID, id.length())).replaceAll("^-+|-+$", "");
  }

  /** What stands behind {@code source:}, in one line. */
  String yaml() {
    return members.sequencedEntrySet().stream()
        .map(it -> it.getKey() + ": " + it.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
