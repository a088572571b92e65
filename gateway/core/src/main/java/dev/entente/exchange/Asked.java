package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.VerifiedHead;

/** An admitted request that asks for records, and what it asks. */
final class Asked {
  private final Admitted admitted;
  private final DatasetId dataset;
  private final Query query;

  private Asked(Admitted admitted, DatasetId dataset, Query query) {
    this.admitted = admitted;
    this.dataset = dataset;
    this.query = query;
  }

  static Outcome<Asked> read(Admitted admitted, DatasetId dataset) {
    try {
      return Outcome.passed(new Asked(admitted, dataset, Query.read(admitted.request().body())));
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
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
}
