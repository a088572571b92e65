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
import java.util.function.Supplier;

/** An admitted request that asks for records, and what it asks. */
final class Asked {
  private final Admitted admitted;
  private final Question question;
  private final OptionalLong export;

  private Asked(Admitted admitted, Question question, OptionalLong export) {
    this.admitted = admitted;
    this.question = question;
    this.export = export;
  }

  static Outcome<Asked> read(Admitted admitted, DatasetId dataset, OptionalLong export) {
    byte[] body = admitted.request().body();
    return read(() -> export.isPresent() ? Query.readPart(body) : Query.read(body))
        .map(query -> new Asked(admitted, question(admitted, dataset, query), export));
  }

  /** A query's body. */
  static Outcome<Query> query(byte[] body) {
    return read(() -> Query.read(body));
  }

  /** Reads a question for groups. */
  static Outcome<Asked> groups(Admitted admitted, DatasetId dataset) {
    return read(() -> AggregateQuery.read(admitted.request().body()))
        .map(
            groups ->
                new Asked(
                    admitted,
                    new Question(
                        admitted.agreement(),
                        dataset,
                        groups.records(),
                        Optional.of(groups),
                        admitted.request().head().sender()),
                    OptionalLong.empty()));
  }

  private static <T> Outcome<T> read(Supplier<T> body) {
    try {
      return Outcome.passed(body.get());
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  /** A query that was read already. */
  static Asked of(Admitted admitted, DatasetId dataset, Query query) {
    return new Asked(admitted, question(admitted, dataset, query), OptionalLong.empty());
  }

  private static Question question(Admitted admitted, DatasetId dataset, Query query) {
    return new Question(
        admitted.agreement(), dataset, query, Optional.empty(), admitted.request().head().sender());
  }

  VerifiedHead head() {
    return admitted.request().head();
  }

  Question question() {
    return question;
  }

  AgreementId agreement() {
    return question.agreement();
  }

  DatasetId dataset() {
    return question.dataset();
  }

  /** How its records are to be answered; empty for JSON. */
  Optional<Rendering> rendering() {
    return admitted.rendering();
  }

  /** The export that it is a part of. */
  OptionalLong export() {
    return export;
  }
}
