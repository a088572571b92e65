package dev.entente.contribution;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a contribution is written. */
public enum Format {
  /** {@code {"records": […]}}. */
  JSON("application/json"),
  /** One JSON object a line. */
  NDJSON("application/x-ndjson"),
  /** RFC 4180; the first line names the fields, an empty cell is null. */
  CSV("text/csv");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Those of all formats. */
  public static Set<String> mediaTypes() {
    return Arrays.stream(values()).map(Format::mediaType).collect(Collectors.toUnmodifiableSet());
  }

  public static Optional<Format> ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(it -> it.mediaType.equals(mediaType)).findFirst();
  }

  /** The format that a file's name ends in. */
  public static Optional<Format> ofFile(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "json" -> Optional.of(JSON);
      case "ndjson", "jsonl" -> Optional.of(NDJSON);
      case "csv" -> Optional.of(CSV);
      default -> Optional.empty();
    };
  }
}
