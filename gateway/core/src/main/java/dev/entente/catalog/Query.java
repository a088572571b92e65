package dev.entente.catalog;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a partner asks, as its body says it. Names are not looked up yet: which of them exist for
 * this caller is for the decision to say.
 *
 * @param fields what to show; empty for all that would be released
 * @param filter its values still texts
 * @param limit how many records at most, 1 to 1000; of a part of an export, to 5000
 * @param cursor where the page before ended, sealed
 * @param purpose what for; may be left out where the agreement has only one
 * @param shape the hash of all but the cursor: a cursor goes with the query that it was given for
 */
public record Query(
    Optional<List<FieldName>> fields,
    Optional<Filter> filter,
    List<Sort> sort,
    int limit,
    Optional<String> cursor,
    Optional<String> purpose,
    Sha256 shape) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int HIGHEST_LIMIT = 1000;

  /** Of a part of an export, whose entry and flush, round trip and signatures are for that many. */
  public static final int HIGHEST_PART = 5000;

  /**
   * Reads a query's body; an empty one asks for everything.
   *
   * @throws dev.entente.json.Malformed if it is no query
   */
  public static Query read(byte[] body) {
    return read(body, HIGHEST_LIMIT);
  }

  /**
   * Reads the query of an export or of one of its parts.
   *
   * @throws dev.entente.json.Malformed if it is no query
   */
  public static Query readPart(byte[] body) {
    return read(body, HIGHEST_PART);
  }

  private static Query read(byte[] body, int highest) {
    var doc = Doc.of(body.length == 0 ? Json.tree(new LinkedHashMap<>()) : Json.read(body));
    doc.only("fields", "filter", "sort", "limit", "cursor", "purpose");
    return new Query(
        doc.find("fields").map(fields -> fields.distinct(name -> name.as(FieldName::new))),
        doc.find("filter").map(Rsql::read),
        doc.find("sort").map(sort -> sort.distinct(key -> key.as(Sort::parse))).orElse(List.of()),
        doc.find("limit").map(limit -> limit.integer(1, highest)).orElse(DEFAULT_LIMIT),
        doc.find("cursor").map(Doc::text),
        doc.find("purpose").map(Doc::text),
        shape(doc));
  }

  private static Sha256 shape(Doc doc) {
    var rest = new LinkedHashMap<String, Object>();
    doc.members()
        .forEach(
            (name, value) -> {
              if (!name.equals("cursor")) {
                rest.put(name, value.node());
              }
            });
    return Sha256.hash(Json.canonical(rest));
  }
}
