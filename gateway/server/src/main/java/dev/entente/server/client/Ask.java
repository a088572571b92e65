package dev.entente.server.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query's body, put together member by member; what is left out is the gateway's default. */
public final class Ask {
  private static final Ask EVERYTHING = new Ask(Map.of());

  private final Map<String, Object> members;

  private Ask(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Every field that would be released, of the first hundred records. */
  public static Ask everything() {
    return EVERYTHING;
  }

  public Ask fields(List<String> names) {
    return with("fields", names);
  }

  public Ask fields(String... names) {
    return fields(List.of(names));
  }

  /** RSQL, such as {@code industry==Gaming}. */
  public Ask filter(String rsql) {
    return with("filter", rsql);
  }

  /** Field names, each with a minus before it to sort downwards. */
  public Ask sort(List<String> names) {
    return with("sort", names);
  }

  public Ask sort(String... names) {
    return sort(List.of(names));
  }

  public Ask limit(int records) {
    return with("limit", records);
  }

  /** Goes on where the page that gave the cursor ended; the rest must be as it was then. */
  public Ask cursor(String cursor) {
    return with("cursor", cursor);
  }

  public Ask purpose(String purpose) {
    return with("purpose", purpose);
  }

  /** A copy with this member, replaced if it is there. */
  private Ask with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Ask(more);
  }

  /** The body, ready to be written as JSON. */
  public Map<String, Object> document() {
    return members;
  }
}
