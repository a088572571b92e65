package dev.entente.server.console;

import dev.entente.json.Json;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a form asks, as it stands in its fields again.
 *
 * @param fields none for all
 */
public record Tried(
    String agreement, String purpose, List<String> fields, String filter, String limit) {
  public Tried {
    fields = List.copyOf(fields);
  }

  static Tried of(MultiMap params) {
    return new Tried(
        text(params, "agreement"),
        text(params, "purpose"),
        params.getAll("fields"),
        text(params, "filter"),
        text(params, "limit"));
  }

  private static String text(MultiMap params, String name) {
    return params.contains(name) ? params.get(name).strip() : "";
  }

  /** As the partner would send it. */
  byte[] query() {
    var query = new LinkedHashMap<String, Object>();
    if (!fields.isEmpty()) {
      query.put("fields", fields);
    }
    if (!filter.isEmpty()) {
      query.put("filter", filter);
    }
    if (!limit.isEmpty()) {
      query.put("limit", limit.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(limit) : limit);
    }
    if (!purpose.isEmpty()) {
      query.put("purpose", purpose);
    }
    return Json.write(query);
  }

  /** The same for people. */
  public String text() {
    return new String(query(), StandardCharsets.UTF_8);
  }
}
