package dev.entente.server.demo;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The two companies' folders: a copy of the example alliance for Halden, listening on free ports,
 * and Orchard's own, with a fresh key whose public half stands in the agreement.
 */
final class Setting {
  private static final String ALLIANCE = "alliance";
  private static final String ANY_PORT = "127.0.0.1:0";
  private static final String PUBLIC_KEY = "(?<=x: )[A-Za-z0-9_-]{43}";

  /** A partner's private key, in the partner's folder. */
  static final String KEY = "partner.jwk";

  private final Path folder;

  private Setting(Path folder) {
    this.folder = folder;
  }

  /** Lays everything out in an empty folder. */
  static Setting in(Path folder, Commands commands) throws IOException {
    var setting = new Setting(folder);
    Files.createDirectories(setting.halden());
    Files.createDirectories(setting.orchard());
    copyAlliance(setting.halden());
    replace(setting.halden().resolve("entente.yaml"), "127\\.0\\.0\\.1:808[01]", ANY_PORT);
    replace(
        setting.halden().resolve("agreements/orchard.yaml"),
        PUBLIC_KEY,
        freshKey(commands, setting.key()));
    return setting;
  }

  /** Halden's alliance directory. */
  Path halden() {
    return folder.resolve("halden");
  }

  /** Where Orchard keeps its key and its receipts. */
  Path orchard() {
    return partner("orchard");
  }

  Path partner(String name) {
    return folder.resolve(name);
  }

  /** Orchard's private key. */
  Path key() {
    return key("orchard");
  }

  Path key(String partner) {
    return partner(partner).resolve(KEY);
  }

  /** Another partner of Halden's, with a folder and a fresh key of its own. */
  void settle(String partner, Commands commands) {
    Path agreement = halden().resolve("agreements/" + partner + ".yaml");
    String resource = "neighbours/" + partner + ".yaml";
    try (InputStream terms =
        Objects.requireNonNull(Setting.class.getResourceAsStream(resource), resource)) {
      Files.createDirectories(partner(partner));
      Files.copy(terms, agreement);
      replace(agreement, PUBLIC_KEY, freshKey(commands, key(partner)));
    } catch (IOException e) {
      throw new NotAsTold(partner + " cannot be laid out: " + e.getMessage(), e);
    }
  }

  private static String freshKey(Commands commands, Path file) {
    Commands.Said said = commands.run("keygen", file.toString());
    if (said.exit() != 0) {
      throw new NotAsTold("entente keygen made no key: " + said.err().strip());
    }
    return Doc.of(Json.read(said.out().strip().getBytes(StandardCharsets.UTF_8))).at("x").text();
  }

  private static void replace(Path file, String pattern, String with) throws IOException {
    String text = Files.readString(file);
    String changed = text.replaceAll(pattern, with);
    if (changed.equals(text)) {
      throw new NotAsTold(file.getFileName() + " has nothing like " + pattern);
    }
    Files.writeString(file, changed);
  }

  /** From the class path, which is a folder or a jar. */
  private static void copyAlliance(Path to) throws IOException {
    URL found = Objects.requireNonNull(Setting.class.getResource(ALLIANCE), ALLIANCE);
    URI uri;
    try {
      uri = found.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    if (uri.getScheme().equals("jar")) {
      try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
        copy(jar.provider().getPath(uri), to);
      }
    } else {
      copy(Path.of(uri), to);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(file, copy);
    }
  }

  /** Removes everything that was laid out. */
  void clear() {
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
