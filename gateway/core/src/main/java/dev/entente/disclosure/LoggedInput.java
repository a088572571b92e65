package dev.entente.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/** What a policy was told, read back from what was written down of it. */
public final class LoggedInput {
  private LoggedInput() {}

  /**
   * The input that this document was written of.
   *
   * @param terms those that were in force
   * @param held what the dataset's source holds, for conditions on rows: a policy is not told, so
   *     no document says it
   * @throws Malformed if it is none, or was not written under these terms: what comes of it says
   *     exactly what the document does, or nothing does
   */
  public static PolicyInput read(
      JsonNode document, Terms terms, SequencedMap<FieldName, FieldType> held) {
    PolicyInput input = input(Doc.of(document), terms, held);
    byte[] again = Json.write(input.json());
    if (!Arrays.equals(again, Json.write(document))
        && !Arrays.equals(Json.canonical(document), Json.canonical(input.json()))) {
      throw new Malformed("", "the policy would not be told so under these terms");
    }
    return input;
  }

  private static PolicyInput input(Doc doc, Terms terms, SequencedMap<FieldName, FieldType> held) {
    var milestones = new TreeSet<>(Comparator.comparing(Milestone::value));
    milestones.addAll(doc.at("milestones").distinct(it -> it.as(Milestone::new)));
    var dry = new TreeSet<>(Comparator.comparing(Category::value));
    dry.addAll(doc.at("dry").distinct(it -> it.as(Category::new)));
    return new PolicyInput(
        terms,
        dataset(doc, held),
        doc.at("stage").as(Stage::new),
        doc.find("purpose").map(Doc::text),
        doc.at("date").as(LoggedInput::day),
        milestones,
        new TreeSet<>(texts(doc.at("signals"))),
        new TreeSet<>(texts(doc.at("disputes"))),
        new LinkedHashSet<>(doc.at("asked").distinct(it -> it.as(FieldName::new))),
        dry);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a day is like 2026-01-31", e);
    }
  }

  private static List<String> texts(Doc doc) {
    return doc.items().stream().map(Doc::text).toList();
  }

  /** A policy is not told the title. */
  private static Dataset dataset(Doc doc, SequencedMap<FieldName, FieldType> held) {
    ObjectNode described = (ObjectNode) Json.tree(Map.of("title", ""));
    described.set("key", doc.at("key").node());
    described.set("fields", doc.at("fields").node());
    Dataset read = Dataset.read(doc.at("dataset").as(DatasetId::new), Doc.of(described));
    var besides = new LinkedHashMap<>(held);
    read.fields().forEach(field -> besides.remove(field.name()));
    return new Dataset(read.id(), read.title(), read.key(), read.fields(), besides);
  }
}
