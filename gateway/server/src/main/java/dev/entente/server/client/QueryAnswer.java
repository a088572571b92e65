package dev.entente.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The answer to a query.
 *
 * @param next the cursor of the next page, if there is one
 * @param export what is left of the export that it is a part of
 * @param fields what became of every visible field, asked for or not
 */
public record QueryAnswer(
    String dataset,
    String stage,
    List<JsonNode> records,
    Optional<String> next,
    Optional<ExportState> export,
    SequencedMap<String, FieldFate> fields,
    Figures figures,
    Receipt receipt) {
  public QueryAnswer {
    records = List.copyOf(records);
  }

  /**
   * Reads the query call's answer.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static QueryAnswer read(Reply.Answered answer) {
    Doc doc = answer.document();
    try {
      var fields = new LinkedHashMap<String, FieldFate>();
      doc.at("fields").members().forEach((name, fate) -> fields.put(name, FieldFate.read(fate)));
      return new QueryAnswer(
          doc.at("dataset").text(),
          doc.at("stage").text(),
          doc.at("records").items().stream().map(Doc::node).toList(),
          doc.find("next").map(Doc::text),
          doc.find("export").map(ExportState::read),
          fields,
          Figures.read(doc.at("reciprocity")),
          Receipt.read(doc.at("receipt")));
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }
}
