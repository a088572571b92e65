package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PLUM;
import static dev.entente.trustledger.People.BO;
import static dev.entente.trustledger.People.CHI;

import dev.entente.catalog.Category;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.People;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedIntakeTest extends ForgedTrust {
  private static final ToIntFunction<Forger> FIRST = at(Received.class, 0);
  private static final ToIntFunction<Forger> EMPTY = at(Received.class, 2);
  private static final ToIntFunction<Forger> REVERSED = at(Reversed.class, 0);

  static Stream<Forgery> contributions() {
    return Stream.of(
        received("another exchange", it -> it.exchange("leads"), "the exchange"),
        received("a stranger's key", it -> it.key(LOG.id()), "the key"),
        received("more credit", it -> it.more(Amount.of(1)), "the credit"),
        received("another exposure", it -> it.exposure(Amount.of(50)), "the exposure"),
        received("a cell more was first", it -> it.intake(1, Intakes.first(1)), "the credit"),
        received(
            "more cells than records",
            it -> it.intake(3, Intakes.repeated(3)),
            "field as-of, cells"),
        received(
            "cells of records that were not read",
            it -> it.fate(Fate.DUPLICATE, 0).fate(Fate.STALE, 2),
            "field campaign, cells"),
        received("no record earned", it -> it.earning(0), "the records that earn"),
        received("more records earned", it -> it.earning(2), "the records that earn"),
        received(
            "a field that earns more",
            it -> it.field(1, f -> new Earning(f.field(), f.category(), 20)),
            "the fields"),
        received(
            "a field of another category",
            it -> it.field(1, f -> new Earning(f.field(), new Category("margins"), f.value())),
            "the fields"),
        received("a field that is left out", it -> it.without(3), "the fields"),
        received("no memory", it -> it.memory(Optional.empty()), "the memory kept beside it"),
        received(
            "more than twice what is expected, all figures fitting",
            ForgedIntakeTest::tooMany,
            "the records that earn in the round"),
        forgery(
            "a root over nothing",
            event(EMPTY, it -> Intakes.of(it).root(Sha256.hash(new byte[] {9})).done()),
            EMPTY,
            "the root"),
        forgery(
            "received before the partner accepted",
            without(at(AgreementAccepted.class, 0)),
            FIRST,
            "the state of the agreement"),
        forgery(
            "received while the agreement was suspended",
            insert(FIRST, time -> ordered(CHI, SUSPEND, time)),
            FIRST,
            "the state of the agreement"),
        forgery(
            "received with a key that was revoked",
            insert(
                FIRST,
                time -> ordered(BO, new Command.Revoke(ORCHARD, Alliance.PARTNER.id()), time)),
            FIRST,
            "the key"));
  }

  static Stream<Forgery> reversals() {
    return Stream.of(
        forgery(
            "more credit is withdrawn",
            event(REVERSED, ForgedIntakeTest::more),
            REVERSED,
            "the credit"),
        forgery(
            "another exposure",
            dated(
                REVERSED, (it, time) -> reversed(it, ((Reversed) it).entry(), Amount.of(1), time)),
            REVERSED,
            "the exposure"),
        forgery(
            "of what is no contribution",
            dated(REVERSED, (it, time) -> reversed(it, 8, ((Reversed) it).exposure(), time)),
            REVERSED,
            "the entry reversed"),
        forgery(
            "of what comes later",
            dated(REVERSED, (it, time) -> reversed(it, 1_000, ((Reversed) it).exposure(), time)),
            REVERSED,
            "the entry reversed"),
        forgery("twice", ForgedIntakeTest::twice, at(Reversed.class, 1), "what it says"),
        forgery("of another agreement's", ForgedIntakeTest::others, last(), "the entry reversed"));
  }

  @ParameterizedTest
  @MethodSource("contributions")
  void a_contribution_that_is_changed_in_one_thing_is_found(Forgery forgery) {
    isFound(forgery);
  }

  @ParameterizedTest
  @MethodSource("reversals")
  void a_reversal_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  private static Forgery received(String name, UnaryOperator<Intakes> change, String finding) {
    return forgery(name, event(FIRST, it -> change.apply(Intakes.of(it)).done()), FIRST, finding);
  }

  /** Seven records of which each shares a spend. */
  private static Intakes tooMany(Intakes it) {
    return it.fate(Fate.ACCEPTED, 7)
        .earning(7)
        .intake(1, Intakes.first(6))
        .recounted(new BigDecimal("0.5"), Amount.of(100));
  }

  private static Reversed reversed(Event event, long entry, Amount exposure, Instant time) {
    var document = People.order(CHI, new Command.Reverse(ORCHARD, entry), time);
    return new Reversed(ORCHARD, entry, ((Reversed) event).credits(), exposure, document);
  }

  private static Event more(Event event) {
    Reversed it = (Reversed) event;
    Credit total = it.credits().total();
    var more = new Credit(total.earned().plus(Amount.of(1)), total.counted());
    return new Reversed(
        it.agreement(),
        it.entry(),
        new Credits(more, it.credits().categories()),
        it.exposure(),
        it.by());
  }

  private static Forger twice(Forger forger) {
    int index = REVERSED.applyAsInt(forger);
    Reversed first = (Reversed) forger.at(index).event();
    return forger.insert(index + 1, time -> reversed(first, first.entry(), first.exposure(), time));
  }

  /** As if Plum's credit had been Orchard's. */
  private static Forger others(Forger forger) {
    Reversed first = (Reversed) forger.at(REVERSED.applyAsInt(forger)).event();
    return forger.insert(
        forger.entries.size(),
        time ->
            new Reversed(
                PLUM,
                first.entry(),
                first.credits(),
                first.exposure(),
                People.order(CHI, new Command.Reverse(PLUM, first.entry()), time)));
  }
}
