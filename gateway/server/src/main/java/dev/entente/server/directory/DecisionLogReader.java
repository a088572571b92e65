package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.policies.log.LogPlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads where decisions are logged. */
record DecisionLogReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final int MEGABYTES = 1_000;
  private static final int MOST_MEGABYTES = 10_000_000;

  /** The place; empty if something is wrong. */
  Optional<LogPlace> read(Doc log) {
    mistakes.unknown(file, log, "file", "url", "keep-megabytes");
    var folder = mistakes.text(file, log, "file");
    var url = mistakes.text(file, log, "url");
    if (folder.isPresent() == url.isPresent()) {
      mistakes.add(
          file,
          log,
          "it names either a folder, such as `file: decisions`, or a service, such as `url:"
              + " https://logs.example`");
      return Optional.empty();
    }
    if (url.isPresent()) {
      if (log.find("keep-megabytes").isPresent()) {
        mistakes.add(file, log.at("keep-megabytes"), "`keep-megabytes` is for a `file`");
      }
      return mistakes.attempt(
          file,
          log.at("url"),
          () -> new LogPlace.Service(log.at("url").as(DecisionLogReader::url)));
    }
    return keep(log)
        .flatMap(
            most ->
                mistakes.attempt(
                    file,
                    log.at("file"),
                    () -> new LogPlace.Folder(root.resolve(folder.get()).normalize(), most)));
  }

  private Optional<Long> keep(Doc log) {
    return log.find("keep-megabytes")
        .map(
            place ->
                mistakes.attempt(
                    file, place, () -> (long) place.integer(1, MOST_MEGABYTES) * 1_000_000))
        .orElseGet(() -> Optional.of((long) MEGABYTES * 1_000_000));
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    if (url.getScheme() == null
        || !Set.of("http", "https").contains(url.getScheme())
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "a service is named as https://HOST/PATH, without `/logs`, and not as `" + text + "`");
    }
    return url;
  }
}
