package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.disclosure.Rendering;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.VerifiedHead;
import java.util.Optional;
import java.util.OptionalLong;

/** An admitted request that asks for records, and what it asks. */
final class Asked {
  private final Admitted admitted;
  private final DatasetId dataset;
  private final Query query;
  private final OptionalLong export;
  private final Optional<AggregateQuery> groups;

  private Asked(
      Admitted admitted,
      DatasetId dataset,
      Query query,
      OptionalLong export,
      Optional<AggregateQuery> groups) {
    this.admitted = admitted;
    this.dataset = dataset;
    this.query = query;
    this.export = export;
    this.groups = groups;
  }

  static Outcome<Asked> read(Admitted admitted, DatasetId dataset, OptionalLong export) {
    try {
      return Outcome.passed(
          new Asked(
              admitted, dataset, Query.read(admitted.request().body()), export, Optional.empty()));
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  /** Reads a question for groups. */
  static Outcome<Asked> groups(Admitted admitted, DatasetId dataset) {
    try {
      AggregateQuery groups = AggregateQuery.read(admitted.request().body());
      return Outcome.passed(
          new Asked(
              admitted, dataset, groups.records(), OptionalLong.empty(), Optional.of(groups)));
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  /** A query that was read already. */
  static Asked of(Admitted admitted, DatasetId dataset, Query query) {
    return new Asked(admitted, dataset, query, OptionalLong.empty(), Optional.empty());
  }

  VerifiedHead head() {
    return admitted.request().head();
  }

  AgreementId agreement() {
    return admitted.agreement();
  }

  DatasetId dataset() {
    return dataset;
  }

  Query query() {
    return query;
  }

  /** How its records are to be answered; empty for JSON. */
  Optional<Rendering> rendering() {
    return admitted.rendering();
  }

  /** What is asked of groups, where records are not. */
  Optional<AggregateQuery> groups() {
    return groups;
  }

  /** The export that it is a part of. */
  OptionalLong export() {
    return export;
  }
}
