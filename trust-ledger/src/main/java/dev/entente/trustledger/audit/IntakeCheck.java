package dev.entente.trustledger.audit;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Received;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;

/** One contribution, against the terms and the window in force when it was recorded. */
record IntakeCheck(Exhibit at, Received received, Standing before) {

  void check() {
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    at.holds(
        before.keys().containsKey(received.key()),
        "the key",
        "one of the partner's",
        received.key());
    ExchangeManifest exchange = before.terms().exchanges().get(received.exchange());
    if (exchange == null) {
      at.holds(false, "the exchange", "one of the agreement's", received.exchange());
      return;
    }
    at.equal(
        "the fields",
        exchange.fields().stream().map(IntakeCheck::earning).toList(),
        received.fields().stream().map(Counted::field).toList());
    counts();
    earning();
    amounts();
    at.equal("the memory kept beside it", received.memory(), at.memory());
  }

  private static Earning earning(Wanted field) {
    return new Earning(field.name(), field.category(), field.value());
  }

  private long records(Fate... fates) {
    return Stream.of(fates).mapToLong(fate -> received.fates().getOrDefault(fate, 0L)).sum();
  }

  /** Of a record that is invalid, stale or beyond what is expected no cell is counted. */
  private void counts() {
    long read = records(Fate.ACCEPTED, Fate.DUPLICATE, Fate.ECHO);
    for (Counted counted : received.fields()) {
      Intake it = counted.intake();
      long cells = it.first() + it.changed() + it.repeated() + it.echoed();
      at.holds(
          cells <= read, "field " + counted.field().field() + ", cells", "at most " + read, cells);
    }
    if (records(Fate.values()) == 0) {
      at.equal("the root", Sha256.ofBytes(TreeHash.EMPTY.toBytes()), received.root());
    }
  }

  /** Each record that earns has a cell that does, and is accepted. */
  private void earning() {
    LongSummaryStatistics cells =
        received.fields().stream()
            .filter(it -> it.field().value() > 0)
            .mapToLong(it -> it.intake().first() + it.intake().changed())
            .summaryStatistics();
    long least = Math.max(0, cells.getMax());
    long most = Math.min(cells.getSum(), records(Fate.ACCEPTED));
    at.holds(
        received.earning() >= least && received.earning() <= most,
        "the records that earn",
        least + " to " + most,
        received.earning());
    Integer expected = before.terms().expect().get(received.exchange());
    long taken = before.rounds().taken().getOrDefault(received.exchange(), 0L);
    if (expected != null) {
      at.holds(
          taken + received.earning() <= 2L * expected,
          "the records that earn in the round",
          "at most twice what is expected, " + 2L * expected,
          taken + received.earning());
    }
  }

  private void amounts() {
    Account account = before.account();
    Account after =
        account.received(Counted.earned(received.fields(), before.terms().rate()), before.window());
    at.equal("the credit", account.credits(after), received.credits());
    at.equal("the exposure", after.total().exposure(), received.exposure());
  }
}
