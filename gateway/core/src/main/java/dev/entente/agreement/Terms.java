package dev.entente.agreement;

import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.json.Json;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Sha256;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What both sides sign: who, what for, which fields at which stage for how much, and what is
 * expected in return. Prices, windows and gates are those of the terms in force, whatever a file
 * says meanwhile. Fields that are never released are not in it.
 *
 * @param gateway whose data it is; also the log's origin
 * @param expect how many records of an exchange a round is expected to bring
 * @param rate what the partner's credit is multiplied by
 * @param windows by category; 0 means only what was repaid in it
 */
public record Terms(
    String gateway,
    AgreementId agreement,
    String partner,
    PartnershipType type,
    List<Purpose> purposes,
    Contacts contacts,
    Ladder ladder,
    SequencedMap<DatasetId, Dataset> datasets,
    SequencedMap<ExchangeId, ExchangeManifest> exchanges,
    SequencedMap<ExchangeId, Integer> expect,
    Round round,
    BigDecimal rate,
    SequencedMap<Category, Amount> windows,
    Optional<Leak> leak,
    Optional<String> term,
    Optional<String> notice) {
  /** So that the terms fit into the entry that opens the agreement. */
  public static final int LARGEST = 56_000;

  private static final BigDecimal LOWEST_RATE = new BigDecimal("0.2");
  private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(5);

  public Terms {
    purposes = List.copyOf(purposes);
    datasets = copy(datasets);
    exchanges = copy(exchanges);
    expect = copy(expect);
    windows = copy(windows);
    require(!purposes.isEmpty(), "an agreement has at least one purpose");
    require(
        rate.compareTo(LOWEST_RATE) >= 0 && rate.compareTo(HIGHEST_RATE) <= 0,
        "a rate is from 0.2 to 5");
    for (ExchangeId id : expect.keySet()) {
      require(exchanges.containsKey(id), "expect names `" + id + "`, which is not exchanged");
    }
    for (Dataset dataset : datasets.values()) {
      for (Field field : dataset.fields()) {
        requireStage(ladder, dataset, field, field.stage());
        field.weaker().keySet().forEach(stage -> requireStage(ladder, dataset, field, stage));
      }
    }
  }

  private static void requireStage(Ladder ladder, Dataset dataset, Field field, Stage stage) {
    require(
        ladder.has(stage),
        "`%s.%s` opens at `%s`, which is no stage of the ladder %s"
            .formatted(dataset.id(), field.name(), stage, ladder.stages()));
  }

  /** The same between partners of another kind. */
  public Terms of(PartnershipType another) {
    return new Terms(
        gateway, agreement, partner, another, purposes, contacts, ladder, datasets, exchanges,
        expect, round, rate, windows, leak, term, notice);
  }

  /** The hash that both sides sign: of the terms' canonical JSON (RFC 8785). */
  public Sha256 hash() {
    return Sha256.hash(canonical());
  }

  /** The terms' canonical JSON (RFC 8785), at most {@link #LARGEST} bytes. */
  public byte[] canonical() {
    byte[] canonical = Json.canonical(document());
    require(
        canonical.length <= LARGEST,
        "the terms take "
            + canonical.length
            + " bytes, at most "
            + LARGEST
            + " fit into an entry;"
            + " offer fewer fields in one agreement");
    return canonical;
  }

  /** What {@link TermsReader} reads. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("gateway", gateway);
    document.put("agreement", agreement.value());
    document.put("partner", partner);
    document.put("type", type.toString());
    document.put("purposes", purposes.stream().map(Purpose::value).toList());
    document.put("contacts", contacts.document());
    document.put("ladder", ladder.document());
    document.put("datasets", named(datasets, Dataset::document));
    document.put("exchanges", named(exchanges, ExchangeManifest::document));
    document.put("expect", named(expect, records -> records));
    document.put("round", round.document());
    document.put("rate", rate);
    document.put("windows", named(windows, Amount::decimal));
    leak.ifPresent(some -> document.put("leak", some.document()));
    term.ifPresent(text -> document.put("term", text));
    notice.ifPresent(text -> document.put("notice", text));
    return document;
  }

  private static <K, V> Map<String, Object> named(Map<K, V> map, Function<V, Object> describe) {
    var named = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> named.put(key.toString(), describe.apply(value)));
    return named;
  }

  private static <K, V> SequencedMap<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
