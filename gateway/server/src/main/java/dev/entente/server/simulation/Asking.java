package dev.entente.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Records;
import dev.entente.json.Json;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Acknowledging;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.Jwks;
import dev.entente.signature.Keys;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes all that the agreement lets go, always of records that were not seen before: first as much
 * of each dataset, then what is left, of the dearest first and without the fields of a category
 * that has run dry.
 */
final class Asking {
  private static final Query EVERYTHING = Query.read(new byte[0]);
  private static final Sha256 REQUEST = Sha256.hash(new byte[0]);

  private final Arena arena;
  private final Receipts issued;
  private final List<String> receipts = new ArrayList<>();
  private final Map<DatasetId, Long> next = new LinkedHashMap<>();
  private final Map<DatasetId, List<JsonNode>> told = new LinkedHashMap<>();

  Asking(Arena arena) {
    this.arena = arena;
    this.issued = new Receipts(arena.terms.gateway(), arena.gateway);
  }

  /** The records of each dataset that were told last. */
  Map<DatasetId, List<JsonNode>> told() {
    return told;
  }

  void askForAll() {
    List<DisclosurePlan> plans = new ArrayList<>();
    for (Dataset dataset : arena.terms.datasets().values()) {
      plan(dataset, EVERYTHING).ifPresent(plans::add);
    }
    for (int i = 0; i < plans.size(); i++) {
      long part = left() / (plans.size() - i) / worth(plans.get(i)).thousandths();
      if (part > 0) {
        ask(plans.get(i), part);
      }
    }
    plans.sort(Comparator.comparing(Asking::worth).reversed());
    plans.forEach(this::takeAll);
  }

  /** Signs the receipts of the day in return, as every kind of partner does. */
  void acknowledge() {
    Keys partner = Jwks.of(arena.partner.publicKey());
    List<Acknowledgement> signed =
        receipts.stream()
            .map(receipt -> Acknowledgement.sign(receipt, arena.partner))
            .map(dual -> Acknowledgement.verified(dual, partner, issued.keys()))
            .toList();
    arena.ledger.change(
        new Acknowledging(arena.terms.agreement(), signed), Optional.of(arena.nonce()));
    receipts.clear();
  }

  /** What is left of the window, in thousandths. */
  private long left() {
    return Math.max(0, arena.standing().room().total().thousandths());
  }

  /** Asks until not one record more fits, at last without the categories that stand in the way. */
  private void takeAll(DisclosurePlan whole) {
    Set<Category> without = new HashSet<>();
    Optional<DisclosurePlan> plan = Optional.of(whole);
    while (plan.isPresent()) {
      Optional<Category> inTheWay = drain(plan.get());
      plan = inTheWay.filter(without::add).flatMap(_ -> plan(whole, without));
    }
  }

  /** Asks until not one record more fits; the category whose window is in the way, if one is. */
  private Optional<Category> drain(DisclosurePlan plan) {
    Recording last = ask(plan);
    while (last instanceof Recording.Recorded) {
      last = ask(plan);
    }
    return switch (last) {
      case Recording.Exhausted exhausted -> exhausted.category();
      case Recording.Recorded _, Recording.Superseded _, Recording.TooFine _ ->
          throw new IllegalStateException("nobody else moves this agreement");
    };
  }

  /** Asks for one record more than should fit: what does not is for the ledger to say. */
  private Recording ask(DisclosurePlan plan) {
    return ask(plan, left() / worth(plan).thousandths() + 1);
  }

  private Recording ask(DisclosurePlan plan, long records) {
    DatasetId dataset = plan.dataset().id();
    int wanted = (int) Math.min(records, Query.HIGHEST_LIMIT);
    long from = next.getOrDefault(dataset, 0L);
    var salt = Salt.fresh();
    var page =
        Records.of(
            plan,
            MadeUp.page(plan.dataset(), plan.reads(), from, wanted),
            arena.pseudonyms(),
            arena.hash,
            salt);
    Disclosure disclosure = disclosure(plan, salt, page);
    Recording recording = arena.ledger.disclose(disclosure);
    if (recording instanceof Recording.Recorded recorded) {
      receipts.add(issued.issue(disclosure, recorded, page.hash(recorded.records())));
    }
    if (recording instanceof Recording.Recorded recorded && recorded.records() > 0) {
      next.put(dataset, from + recorded.records());
      var list = new ArrayList<JsonNode>();
      Json.read(page.json(recorded.records())).forEach(list::add);
      told.put(dataset, list);
    }
    return recording;
  }

  private Disclosure disclosure(DisclosurePlan plan, Salt salt, Records page) {
    Standing standing = arena.standing();
    return new Disclosure(
        arena.terms.agreement(),
        plan.dataset().id(),
        standing.stage(),
        arena.epoch(),
        plan.policy(),
        plan.id(),
        Optional.of(purpose()),
        arena.partner.id(),
        REQUEST,
        arena.nonce(),
        salt,
        plan.priced(),
        RecordTree.of(page.cells()),
        Optional.empty(),
        Optional.empty());
  }

  private Purpose purpose() {
    return arena.terms.purposes().getFirst();
  }

  /** What would be released without these categories; empty if nothing. */
  private Optional<DisclosurePlan> plan(DisclosurePlan whole, Set<Category> without) {
    List<String> fields =
        whole.priced().stream()
            .filter(priced -> !without.contains(priced.category()))
            .map(priced -> priced.field().value())
            .toList();
    return fields.isEmpty()
        ? Optional.empty()
        : plan(whole.dataset(), Query.read(Json.write(Map.of("fields", fields))));
  }

  /** What would be released of it; empty if nothing that costs anything. */
  private Optional<DisclosurePlan> plan(Dataset dataset, Query query) {
    Standing standing = arena.standing();
    var input =
        PolicyInput.of(
            standing,
            dataset,
            standing.stage(),
            Optional.of(purpose().value()),
            new LinkedHashSet<>(query.fields().orElse(List.of())),
            arena.clock.day());
    return switch (DisclosurePlan.make(arena.policy, input, query)) {
      case Outcome.Passed<DisclosurePlan>(var plan) ->
          Optional.of(plan).filter(it -> worth(it).isPositive());
      case Outcome.Refused<DisclosurePlan>(var problem) ->
          throw new IllegalStateException("a plain query is refused: " + problem);
    };
  }

  /** What a record costs that was never seen. */
  private static Amount worth(DisclosurePlan plan) {
    return plan.priced().stream().map(Priced::first).reduce(Amount.ZERO, Amount::plus);
  }
}
