package dev.entente.exchange;

import dev.entente.aggregate.Summary;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.exchange.Planner.Prospect;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Provision;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.Salt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request with its decision. It alone can be recorded: a prospect that nobody signed a request
 * for names no key, no request and no nonce.
 */
final class Planned {
  private final Asked asked;
  private final Prospect prospect;

  Planned(Asked asked, Prospect prospect) {
    if (!prospect.question().equals(asked.question())) {
      throw new IllegalArgumentException("the prospect of another question");
    }
    this.asked = asked;
    this.prospect = prospect;
  }

  Asked asked() {
    return asked;
  }

  Prospect prospect() {
    return prospect;
  }

  Standing standing() {
    return prospect.standing();
  }

  DisclosurePlan plan() {
    return prospect.plan();
  }

  /** Goes on under this decision; what then denies or fails names it, unless it names its own. */
  <T> Outcome<T> named(Supplier<Outcome<T>> rest) {
    return prospect.named(rest);
  }

  /** What is asked of the ledger: to price, check and record these groups, all or none. */
  Disclosure disclosure(Summary summary, Salt salt) {
    return disclosure(
        salt,
        RecordTree.of(summary.cells()),
        Optional.empty(),
        Optional.of(new Disclosure.Aggregate(summary.shown(), summary.rule().budget())));
  }

  /** What is asked of the ledger: to price, check and record these records. */
  Disclosure disclosure(Rendered page) {
    return disclosure(
        page.salt(),
        page.tree(),
        asked.export().stream()
            .mapToObj(export -> new Posting(export, !page.records().page().more()))
            .findFirst(),
        Optional.empty());
  }

  private Disclosure disclosure(
      Salt salt,
      RecordTree tree,
      Optional<Posting> posting,
      Optional<Disclosure.Aggregate> aggregate) {
    return new Disclosure(
        asked.agreement(),
        asked.dataset(),
        standing().stage(),
        prospect.epoch(),
        plan().policy(),
        plan().id(),
        prospect.purpose(),
        asked.head().key(),
        asked.head().hash(),
        asked.head().nonce(),
        salt,
        plan().priced(),
        tree,
        posting,
        aggregate);
  }

  /** What is asked of the ledger: to make room for so many records, none of them seen. */
  Provision provision(int records, Duration lasting) {
    return new Provision(
        asked.agreement(),
        asked.dataset(),
        standing().stage(),
        prospect.epoch(),
        plan().policy(),
        asked.head().key(),
        asked.head().hash(),
        asked.head().nonce(),
        plan().priced(),
        records,
        lasting);
  }
}
