package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Contract;
import dev.entente.agreement.Contract.Amendment;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Category;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Touched;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Intake;
import dev.entente.signature.KeyId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Trust, entry by entry. The same fold serves the writer, the start and the audit. One thread
 * applies; any thread may look.
 */
public final class Fold implements Trust {
  private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();
  private final Map<String, JWK> operators = new ConcurrentSkipListMap<>();
  private final Set<String> inherited = new ConcurrentSkipListSet<>();
  private final @Nullable Fold base;
  private volatile @Nullable PolicyRevision policy;

  public Fold() {
    this(null);
  }

  private Fold(@Nullable Fold base) {
    this.base = base;
    this.policy = base == null ? null : base.policy;
  }

  @Override
  public Optional<Standing> standing(AgreementId agreement) {
    Standing own = standings.get(agreement.value());
    if (own == null && base != null) {
      return base.standing(agreement);
    }
    return Optional.ofNullable(own);
  }

  @Override
  public Collection<Standing> standings() {
    if (base == null) {
      return Collections.unmodifiableCollection(standings.values());
    }
    var all = new TreeMap<String, Standing>();
    base.standings().forEach(it -> all.put(it.terms().agreement().value(), it));
    all.putAll(standings);
    return Collections.unmodifiableCollection(all.values());
  }

  @Override
  public SequencedMap<String, JWK> operators() {
    var all = new LinkedHashMap<String, JWK>();
    if (base != null) {
      all.putAll(base.operators());
    }
    all.putAll(operators);
    return all;
  }

  @Override
  public Account debt(String partner) {
    return left(partner).stream()
        .map(standing -> standing.account().debt())
        .reduce(Account.EMPTY, Account::plus);
  }

  /** The closed agreements of the partner whose debt nobody has started with. */
  private List<Standing> left(String partner) {
    return standings().stream()
        .filter(it -> it.state() == Lifecycle.CLOSED && it.terms().partner().equals(partner))
        .filter(it -> !isInherited(it.terms().agreement()))
        .toList();
  }

  private boolean isInherited(AgreementId agreement) {
    return inherited.contains(agreement.value()) || (base != null && base.isInherited(agreement));
  }

  @Override
  public Optional<PolicyRevision> policy() {
    return Optional.ofNullable(policy);
  }

  /** A draft over this, to try a batch on before it is durable. */
  public Fold draft() {
    return new Fold(this);
  }

  /** Becomes what a draft over it came to. */
  public void take(Fold draft) {
    standings.putAll(draft.standings);
    operators.putAll(draft.operators);
    inherited.addAll(draft.inherited);
    policy = draft.policy;
  }

  /**
   * Applies one entry.
   *
   * @throws IllegalStateException if it cannot follow what came before
   */
  public void apply(long index, Entry entry) {
    Instant when = entry.time();
    switch (entry.event()) {
      case AgreementOpened opened -> open(index, entry, opened);
      case AgreementAccepted accepted -> put(accepted(index, when, accepted));
      case AgreementAmended amended ->
          put(
              open(amended.terms().agreement())
                  .proposing(new Amendment(index, amended.terms(), amended.terms().hash())));
      case PolicyActivated(PolicyRevision revision) -> {
        policy = revision;
        standings().forEach(standing -> put(standing.decidedAgain(index)));
      }
      case Disclosed disclosed -> {
        Standing standing = of(disclosed.agreement());
        put(standing.disclosed(standing.account().disclosed(cost(disclosed.fields())), day(entry)));
      }
      case Received received -> put(received(index, received));
      case Reversed reversed -> put(reversed(day(entry), reversed));
      case Forgiven forgiven ->
          put(of(forgiven.agreement()).forgiven(forgiven.amount(), forgiven.day()));
      case RoundClosed closed -> put(roundClosed(index, closed));
      case OperatorAdded added -> operators.put(added.operator(), added.key());
      case StageProposed proposed ->
          put(proposed(open(proposed.agreement()), index, proposed.by()));
      case StageChanged changed -> put(stageChanged(index, when, changed));
      case AgreementResumed(var agreement, long proposal) ->
          put(decided(agreement, proposal).became(Lifecycle.ACTIVE, index, when));
      case KeyAdded(var agreement, var key, long proposal) -> {
        Standing standing = decided(agreement, proposal);
        put(standing.under(standing.contract().with(KeyId.of(key), key), index));
      }
      case Ordered(var document) -> ordered(index, when, document);
    }
  }

  private Standing accepted(long index, Instant when, AgreementAccepted accepted) {
    Standing standing = open(accepted.agreement());
    must(
        standing.awaited().equals(Optional.of(accepted.termsHash())),
        "terms are accepted for " + accepted.agreement() + " that do not wait for it");
    Standing signed = standing.accepted(index, when);
    must(
        signed.terms().ladder().has(signed.stage()),
        "the terms that are accepted have no stage `" + signed.stage() + "`, which was reached");
    return signed;
  }

  private Standing received(long index, Received received) {
    Standing standing = of(received.agreement());
    return standing.received(
        received.exchange(),
        received.earning(),
        earned(received.fields(), standing.terms().rate()),
        index);
  }

  private Standing reversed(LocalDate day, Reversed reversed) {
    Standing standing = of(reversed.agreement());
    must(
        !standing.evidence().reversed().contains(reversed.entry()),
        "the contribution of entry " + reversed.entry() + " is reversed twice");
    return standing.reversed(reversed.entry(), reversed.credits(), day);
  }

  private Standing roundClosed(long index, RoundClosed closed) {
    Standing standing = of(closed.agreement());
    must(
        closed.round().number() == standing.rounds().number(),
        "round " + closed.round().number() + " is closed, but another is under way");
    return standing.roundClosed(closed.round(), index);
  }

  private Standing stageChanged(long index, Instant when, StageChanged changed) {
    Standing standing = of(changed.agreement());
    must(
        standing.stage().equals(changed.from()) && standing.terms().ladder().has(changed.to()),
        "the stage changes from " + changed.from() + " to " + changed.to() + ", which it cannot");
    return standing.at(changed.to(), index, when);
  }

  /** What is done by being recorded. */
  private void ordered(long index, Instant when, OperatorDocument document) {
    Standing standing =
        open(document.command().party().orElseThrow(() -> refused("an order of no agreement")));
    put(
        switch (document.command()) {
          case Command.Suspend _ -> standing.became(Lifecycle.SUSPENDED, index, when);
          case Command.Close _ -> standing.became(Lifecycle.CLOSED, index, when);
          case Command.Propose _ -> proposed(standing, index, document);
          case Command.Approve approve -> approved(standing, approve, document.operator());
          case Command.Revoke revoke ->
              standing.under(standing.contract().without(revoke.key()), index);
          case Command.Reach reach ->
              standing.established(standing.evidence().with(reach.milestone()), index);
          case Command.Stake stake ->
              standing.established(standing.evidence().with(stake.signal()), index);
          case Command.Look look ->
              standing.established(standing.evidence().with(look.review()), index);
          case Command.Dispute dispute ->
              standing.established(standing.evidence().disputed(dispute.name()), index);
          case Command.Resolve resolve ->
              standing.established(standing.evidence().resolved(resolve.name()), index);
          case Command.AddOperator _, Command.Amend _, Command.Lower _, Command.Reverse _ ->
              throw refused("an order that has an entry of its own kind");
        });
  }

  private static Standing proposed(Standing standing, long index, OperatorDocument document) {
    if (!(document.command() instanceof Command.Propose propose)) {
      throw refused("a proposal whose document proposes nothing");
    }
    return standing.proposed(
        new Proposal(index, propose.subject(), document.operator(), new TreeSet<>()));
  }

  private static Standing approved(Standing standing, Command.Approve approve, String person) {
    Proposal proposal =
        standing
            .proposals()
            .of(approve.subject())
            .filter(it -> it.entry() == approve.proposal())
            .orElseThrow(() -> refused("an approval of what is not proposed"));
    must(
        !proposal.by().equals(person) && !proposal.approvedBy().contains(person),
        person + " approves what " + person + " proposed or approved before");
    return standing.proposed(proposal.approved(person));
  }

  /** The agreement without the proposal that was decided. */
  private Standing decided(AgreementId agreement, long proposal) {
    Standing standing = open(agreement);
    Subject subject =
        standing.proposals().bySubject().values().stream()
            .filter(it -> it.entry() == proposal)
            .map(Proposal::subject)
            .findFirst()
            .orElseThrow(() -> refused("entry " + proposal + " is no proposal that waits"));
    return standing.decided(subject);
  }

  /** What these cells cost, by category. */
  public static SequencedMap<Category, Amount> cost(List<Touched> fields) {
    var cost = new LinkedHashMap<Category, Amount>();
    for (Touched touched : fields) {
      cost.merge(touched.field().category(), touched.tally().cost(touched.field()), Amount::plus);
    }
    return cost;
  }

  /** What these cells earn at that rate, by category. */
  public static SequencedMap<Category, Amount> earned(List<Counted> fields, BigDecimal rate) {
    var intakes = new LinkedHashMap<Earning, Intake>();
    fields.forEach(counted -> intakes.put(counted.field(), counted.intake()));
    return Crediting.earned(intakes, rate);
  }

  private void open(long index, Entry entry, AgreementOpened opened) {
    var terms = opened.terms();
    must(
        standing(terms.agreement()).isEmpty(),
        "agreement " + terms.agreement() + " is opened twice");
    List<Standing> left = left(terms.partner());
    var contract = new Contract(terms, terms.hash(), byId(opened.keys()), Optional.empty());
    put(Standing.opened(contract, index, entry.time(), debt(terms.partner())));
    left.forEach(it -> inherited.add(it.terms().agreement().value()));
  }

  private static LocalDate day(Entry entry) {
    return LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
  }

  private Standing of(AgreementId agreement) {
    return standing(agreement)
        .orElseThrow(() -> refused("agreement " + agreement + " was not opened"));
  }

  private Standing open(AgreementId agreement) {
    Standing standing = of(agreement);
    must(standing.state().isOpen(), "agreement " + agreement + " is closed");
    return standing;
  }

  private void put(Standing standing) {
    standings.put(standing.terms().agreement().value(), standing);
  }

  private static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static IllegalStateException refused(String why) {
    return new IllegalStateException(why);
  }

  private static SequencedMap<KeyId, JWK> byId(List<JWK> keys) {
    var byId = new LinkedHashMap<KeyId, JWK>();
    for (JWK key : keys) {
      byId.put(KeyId.of(key), key);
    }
    return byId;
  }
}
