package dev.entente.exchange;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.time.Duration;
import java.util.LinkedHashMap;

/**
 * What a partner wants to export: a query, and room for how much.
 *
 * @param records that the partner has not seen
 */
record ExportOrder(Asked asked, int records, Duration lasting) {
  private static final int MOST_RECORDS = 1_000_000;
  private static final int MOST_MINUTES = 60;

  static Outcome<ExportOrder> read(Admitted admitted, DatasetId dataset) {
    try {
      Doc doc = Doc.of(Json.read(admitted.request().body()));
      doc.only("fields", "filter", "sort", "limit", "purpose", "records", "minutes");
      return Outcome.passed(
          new ExportOrder(
              Asked.of(admitted, dataset, query(doc)),
              doc.at("records").integer(1, MOST_RECORDS),
              Duration.ofMinutes(
                  doc.find("minutes")
                      .map(it -> it.integer(1, MOST_MINUTES))
                      .orElse(MOST_MINUTES))));
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  private static Query query(Doc doc) {
    var query = new LinkedHashMap<String, Object>();
    doc.members().forEach((name, member) -> query.put(name, member.node()));
    query.remove("records");
    query.remove("minutes");
    return Query.readPart(Json.write(query));
  }
}
