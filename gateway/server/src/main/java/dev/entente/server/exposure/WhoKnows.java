package dev.entente.server.exposure;

import dev.entente.ledger.Trust;
import dev.entente.reciprocity.Exposed;
import dev.entente.reciprocity.Exposed.Known;
import dev.entente.reciprocity.Form;
import dev.entente.server.show.Table;
import dev.entente.server.show.Terminal;
import dev.entente.trustledger.exposure.Exposure;
import dev.entente.trustledger.exposure.Exposure.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who has seen one record, and what of it. */
public record WhoKnows(String record, List<Sight> sights) {
  /** A field of the record that a partner has seen under an agreement. */
  public record Sight(Source where, String partner, Known known) {
    private String forms() {
      return known.forms().stream().map(Form::toString).collect(Collectors.joining(", "));
    }
  }

  public WhoKnows {
    sights = List.copyOf(sights);
  }

  /** By what was found when only the record was asked for. */
  public static WhoKnows of(AskedRecord record, Exposure found) {
    List<Sight> sights = new ArrayList<>();
    found.seen().forEach((where, exposed) -> sights.addAll(sights(where, exposed, found.trust())));
    return new WhoKnows(record.toString(), sights);
  }

  private static List<Sight> sights(Source where, Exposed exposed, Trust trust) {
    String partner = trust.standing(where.agreement()).orElseThrow().terms().partner();
    return exposed.records().stream()
        .flatMap(key -> exposed.of(key).stream())
        .map(known -> new Sight(where, partner, known))
        .toList();
  }

  /** A line for each field. */
  public List<String> lines(Terminal terminal) {
    var table =
        new Table(
            List.of(
                "agreement",
                "partner",
                "dataset",
                "field",
                "as",
                "first seen",
                "last seen",
                "given"));
    for (Sight sight : sights) {
      table.row(
          List.of(
              sight.where().agreement().value(),
              sight.partner(),
              sight.where().dataset().value(),
              sight.known().field().value(),
              sight.forms(),
              ShownExposure.minute(sight.known().first()),
              ShownExposure.minute(sight.known().last()),
              ShownExposure.plain(sight.known().value())));
    }
    return table.alignRight(7).lines(terminal.width(), terminal.ink());
  }

  /** The same as JSON. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("record", record);
    document.put("seen", sights.stream().map(WhoKnows::document).toList());
    return document;
  }

  private static Map<String, Object> document(Sight sight) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", sight.where().agreement().value());
    document.put("partner", sight.partner());
    document.put("dataset", sight.where().dataset().value());
    document.put("field", sight.known().field().value());
    document.put("category", sight.known().category().value());
    document.put("forms", sight.known().forms().stream().map(Form::toString).toList());
    document.put("first", sight.known().first().toString());
    document.put("last", sight.known().last().toString());
    document.put("value", sight.known().value().decimal());
    return document;
  }
}
