package dev.entente.trustledger.audit;

import dev.entente.catalog.ExchangeId;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Received;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** A contribution's entry that can be changed in one thing at a time. */
final class Intakes {
  private ExchangeId exchange;
  private KeyId key;
  private final Received from;
  private final List<Counted> fields;
  private final SequencedMap<Fate, Long> fates;
  private long earning;
  private Sha256 root;
  private Credits credits;
  private Amount exposure;
  private Optional<Sha256> memory;

  private Intakes(Received from) {
    this.from = from;
    exchange = from.exchange();
    key = from.key();
    fields = new ArrayList<>(from.fields());
    fates = new LinkedHashMap<>(from.fates());
    earning = from.earning();
    root = from.root();
    credits = from.credits();
    exposure = from.exposure();
    memory = from.memory();
  }

  static Intakes of(Event from) {
    return new Intakes((Received) from);
  }

  Received done() {
    return new Received(
        from.agreement(),
        exchange,
        key,
        from.request(),
        fields,
        fates,
        earning,
        root,
        credits,
        exposure,
        memory,
        Optional.empty());
  }

  Intakes exchange(String id) {
    exchange = new ExchangeId(id);
    return this;
  }

  Intakes key(KeyId other) {
    key = other;
    return this;
  }

  Intakes fate(Fate fate, long records) {
    fates.put(fate, records);
    return this;
  }

  Intakes earning(long records) {
    earning = records;
    return this;
  }

  Intakes root(Sha256 other) {
    root = other;
    return this;
  }

  Intakes memory(Optional<Sha256> other) {
    memory = other;
    return this;
  }

  Intakes exposure(Amount other) {
    exposure = other;
    return this;
  }

  /** So much more credit, and as much less exposure. */
  Intakes more(Amount more) {
    Credit total = credits.total();
    credits =
        new Credits(
            new Credit(total.earned().plus(more), total.counted().plus(more)),
            credits.categories());
    return exposure(exposure.minus(more));
  }

  Intakes without(int field) {
    fields.remove(field);
    return this;
  }

  Intakes field(int field, UnaryOperator<Earning> change) {
    Counted counted = fields.get(field);
    fields.set(field, new Counted(change.apply(counted.field()), counted.intake()));
    return this;
  }

  Intakes intake(int field, UnaryOperator<Intake> change) {
    Counted counted = fields.get(field);
    fields.set(field, new Counted(counted.field(), change.apply(counted.intake())));
    return this;
  }

  /** With the figures that the counts come to where nothing came before. */
  Intakes recounted(BigDecimal rate, Amount window) {
    Account after = Account.EMPTY.received(Counted.earned(fields, rate), window);
    credits = Account.EMPTY.credits(after);
    return exposure(after.total().exposure());
  }

  static UnaryOperator<Intake> first(long more) {
    return it -> new Intake(it.first() + more, it.changed(), it.repeated(), it.echoed());
  }

  static UnaryOperator<Intake> repeated(long more) {
    return it -> new Intake(it.first(), it.changed(), it.repeated() + more, it.echoed());
  }
}
