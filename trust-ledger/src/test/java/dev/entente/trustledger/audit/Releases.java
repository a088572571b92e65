package dev.entente.trustledger.audit;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Shown;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A release that can be changed in one thing at a time. */
final class Releases {
  private AgreementId agreement;
  private DatasetId dataset;
  private Stage stage;
  private long epoch;
  private PolicyRevision policy;
  private Optional<Purpose> purpose;
  private KeyId key;
  private final Sha256 request;
  private final List<Touched> fields;
  private int records;
  private Sha256 root;
  private Amount value;
  private Amount exposure;
  private Optional<Sha256> memory;
  private OptionalLong reservation;
  private Optional<Shown> aggregate;

  private Releases(Disclosed from) {
    agreement = from.agreement();
    dataset = from.dataset();
    stage = from.stage();
    epoch = from.epoch();
    policy = from.policy();
    purpose = from.purpose();
    key = from.key();
    request = from.request();
    fields = new ArrayList<>(from.fields());
    records = from.records();
    root = from.root();
    value = from.value();
    exposure = from.exposure();
    memory = from.memory();
    reservation = from.reservation();
    aggregate = from.aggregate();
  }

  static Releases of(Disclosed from) {
    return new Releases(from);
  }

  Disclosed done() {
    return new Disclosed(
        agreement,
        dataset,
        stage,
        epoch,
        policy,
        DecisionId.fresh(),
        purpose,
        key,
        request,
        fields,
        records,
        root,
        value,
        exposure,
        memory,
        reservation,
        aggregate);
  }

  Releases agreement(String id) {
    agreement = new AgreementId(id);
    return this;
  }

  Releases dataset(String id) {
    dataset = new DatasetId(id);
    return this;
  }

  Releases stage(String name) {
    stage = new Stage(name);
    return this;
  }

  Releases epoch(long index) {
    epoch = index;
    return this;
  }

  Releases policy(PolicyRevision other) {
    policy = other;
    return this;
  }

  Releases purpose(String name) {
    purpose = Optional.of(name).filter(it -> !it.isEmpty()).map(Purpose::new);
    return this;
  }

  Releases key(KeyId other) {
    key = other;
    return this;
  }

  Releases records(int count) {
    records = count;
    return this;
  }

  Releases root(Sha256 other) {
    root = other;
    return this;
  }

  Releases value(Amount other) {
    value = other;
    return this;
  }

  Releases more(Amount more) {
    value = value.plus(more);
    exposure = exposure.plus(more);
    return this;
  }

  Releases exposure(Amount other) {
    exposure = other;
    return this;
  }

  Releases memory(Optional<Sha256> other) {
    memory = other;
    return this;
  }

  Releases from(OptionalLong entry) {
    reservation = entry;
    return this;
  }

  Releases aggregate(Optional<Shown> other) {
    aggregate = other;
    return this;
  }

  Releases tally(int field, UnaryOperator<Tally> change) {
    Touched touched = fields.get(field);
    fields.set(field, new Touched(touched.field(), change.apply(touched.tally())));
    return this;
  }

  Releases priced(int field, UnaryOperator<Priced> change) {
    Touched touched = fields.get(field);
    fields.set(field, new Touched(change.apply(touched.field()), touched.tally()));
    return this;
  }

  static UnaryOperator<Priced> named(String name) {
    return it -> new Priced(new FieldName(name), it.category(), it.value(), it.form());
  }

  static UnaryOperator<Priced> in(String category) {
    return it -> new Priced(it.field(), new Category(category), it.value(), it.form());
  }

  static UnaryOperator<Priced> worth(int value) {
    return it -> new Priced(it.field(), it.category(), value, it.form());
  }

  static UnaryOperator<Priced> as(Form form) {
    return it -> new Priced(it.field(), it.category(), it.value(), form);
  }

  static UnaryOperator<Tally> first(long more) {
    return it ->
        new Tally(
            it.first() + more,
            it.upgradedFrom300(),
            it.upgradedFrom500(),
            it.changed(),
            it.repeated());
  }

  static UnaryOperator<Tally> upgraded(long from300, long from500) {
    return it ->
        new Tally(
            it.first(),
            it.upgradedFrom300() + from300,
            it.upgradedFrom500() + from500,
            it.changed(),
            it.repeated());
  }
}
