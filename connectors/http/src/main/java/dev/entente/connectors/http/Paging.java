package dev.entente.connectors.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How an API gives its records piece by piece. What it says of how many there are in all is not
 * asked for and not believed.
 */
sealed interface Paging {
  /** All at once. */
  record Whole() implements Paging {}

  /**
   * By number, from the first on. It ends with a page without records.
   *
   * @param parameter that takes the number
   * @param byRecord whether the number is that of a record, not of a page
   * @param more where a page says whether another follows; empty if none does
   */
  record Numbered(
      String parameter, long first, boolean byRecord, Optional<Size> size, List<String> more)
      implements Paging {
    URI at(URI url, long number) {
      return sized(size, Parameters.with(url, parameter, Long.toString(number)));
    }
  }

  /**
   * By a value that each page gives for the next; it ends with a page that gives none.
   *
   * @param next where it stands
   */
  record Cursor(String parameter, List<String> next, Optional<Size> size) implements Paging {
    URI at(URI url, String cursor) {
      return sized(size, Parameters.with(url, parameter, cursor));
    }
  }

  /**
   * By an address that each page gives for the next; it ends with a page that gives none.
   *
   * @param next where it stands; nowhere for a {@code Link} header with {@code rel="next"} (RFC
   *     8288)
   */
  record Link(List<String> next, Optional<Size> size) implements Paging {}

  /** How many records a page should have, and the parameter that asks for it. */
  record Size(String parameter, int records) {
    URI in(URI uri) {
      return Parameters.with(uri, parameter, Integer.toString(records));
    }
  }

  /** Where the first page is. */
  default URI first(URI url) {
    return switch (this) {
      case Whole() -> url;
      case Numbered numbered -> numbered.at(url, numbered.first());
      case Cursor cursor -> sized(cursor.size(), url);
      case Link link -> sized(link.size(), url);
    };
  }

  private static URI sized(Optional<Size> size, URI uri) {
    return size.map(it -> it.in(uri)).orElse(uri);
  }
}
