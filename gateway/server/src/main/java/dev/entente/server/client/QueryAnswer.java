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
    return read(answer, "records");
  }

  /**
   * Reads the aggregate call's answer, its groups as if each were a record.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static QueryAnswer groups(Reply.Answered answer) {
    return read(answer, "groups");
  }

  private static QueryAnswer read(Reply.Answered answer, String records) {
    Doc doc = answer.document();
    try {
      return read(
          doc,
          Optional.of(doc.at("fields")),
          doc.at(records).items().stream().map(Doc::node).toList());
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  /**
   * Reads what is said beside records in another form than JSON; none of them is in it, and of a
   * wide dataset none of the fields.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static QueryAnswer about(Reply.Answered answer) {
    try {
      Doc about = answer.about();
      return read(about, about.find("fields"), List.of());
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  private static QueryAnswer read(Doc doc, Optional<Doc> fates, List<JsonNode> records) {
    var fields = new LinkedHashMap<String, FieldFate>();
    fates.ifPresent(
        all -> all.members().forEach((name, fate) -> fields.put(name, FieldFate.read(fate))));
    return new QueryAnswer(
        doc.at("dataset").text(),
        doc.at("stage").text(),
        records,
        doc.find("next").map(Doc::text),
        doc.find("export").map(ExportState::read),
        fields,
        Figures.read(doc.at("reciprocity")),
        Receipt.read(doc.at("receipt")));
  }
}
