package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Contract;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Signatories;
import dev.entente.reciprocity.Account;
import dev.entente.signature.KeyId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Trust, entry by entry. The same fold serves the writer, the start and the audit. One thread
 * applies; any thread may look.
 */
public final class Fold implements Trust {
  private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();
  private final Map<OwnKey, Rotation> rotations = new ConcurrentHashMap<>();
  private final Set<String> inherited = new ConcurrentSkipListSet<>();
  private final List<Recovered> recovered = new CopyOnWriteArrayList<>();
  private final @Nullable Fold base;
  private volatile PolicyHistory policies;
  private volatile Signatories signatories;

  public Fold() {
    this(null);
  }

  private Fold(@Nullable Fold base) {
    this.base = base;
    this.policies = base == null ? PolicyHistory.NONE : base.policies;
    this.signatories = base == null ? Signatories.NONE : base.signatories;
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
  public Signatories signatories() {
    return signatories;
  }

  @Override
  public Optional<Rotation> rotation(OwnKey key) {
    return Optional.ofNullable(rotations.get(key))
        .or(() -> base == null ? Optional.empty() : base.rotation(key));
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
  public PolicyHistory policies() {
    return policies;
  }

  @Override
  public List<Recovered> recoveries() {
    var all = new ArrayList<Recovered>();
    if (base != null) {
      all.addAll(base.recoveries());
    }
    all.addAll(recovered);
    return all;
  }

  /** A draft over this, to try a batch on before it is durable. */
  public Fold draft() {
    return new Fold(this);
  }

  /** Becomes what a draft over it came to. */
  public void take(Fold draft) {
    standings.putAll(draft.standings);
    rotations.putAll(draft.rotations);
    inherited.addAll(draft.inherited);
    recovered.addAll(draft.recovered);
    policies = draft.policies;
    signatories = draft.signatories;
  }

  /**
   * Applies one entry.
   *
   * @throws IllegalStateException if it cannot follow what came before
   */
  public void apply(long index, Entry entry) {
    switch (entry.event()) {
      case AgreementOpened opened -> open(index, entry, opened);
      case LogRecovered(var recovery, _) -> recovered.add(new Recovered(index, recovery));
      case OperatorAdded added ->
          signatories = signatories.with(added.operator(), new Credential.Own(added.key()));
      case ProviderKeySeen(var issuer, var key) ->
          signatories = signatories.withProvider(issuer, key);
      case PolicyActivated activated -> {
        policies = policies.after(activated);
        standings().forEach(standing -> put(standing.decidedAgain(index)));
      }
      case Event.OfAgreement event ->
          put(new Evolution(of(event.agreement()), index, entry.time()).by(event));
      case Ordered(OperatorDocument document)
          when document.command() instanceof Command.Enroll(var credential) ->
          signatories = signatories.with(document.operator(), credential);
      case Ordered(OperatorDocument document)
          when document.command() instanceof Command.OfOwnKey command ->
          rotations.put(command.key(), rotated(index, command));
      case Ordered(OperatorDocument document) ->
          put(new Evolution(of(party(document)), index, entry.time()).ordered(document));
    }
  }

  private Rotation rotated(long index, Command.OfOwnKey command) {
    Optional<Rotation> last = rotation(command.key());
    return switch (command) {
      case Command.BeginRotation(var succession) -> {
        Evolution.must(
            last.stream()
                .allMatch(it -> it.isFinished() && it.current().equals(succession.formerId())),
            "the " + command.key() + " key is rotated from one that does not sign");
        yield new Rotation(index, succession, false);
      }
      case Command.FinishRotation(_, var next) ->
          last.filter(it -> !it.isFinished() && it.succession().nextId().equals(next))
              .map(it -> new Rotation(index, it.succession(), true))
              .orElseThrow(() -> Evolution.refused("a rotation is finished that was not begun"));
    };
  }

  private static AgreementId party(OperatorDocument document) {
    return document
        .command()
        .party()
        .orElseThrow(() -> Evolution.refused("an order of no agreement"));
  }

  private void open(long index, Entry entry, AgreementOpened opened) {
    var terms = opened.terms();
    Evolution.must(
        standing(terms.agreement()).isEmpty(),
        "agreement " + terms.agreement() + " is opened twice");
    List<Standing> left = left(terms.partner());
    var contract = new Contract(terms, terms.hash(), byId(opened.keys()), Optional.empty());
    put(Standing.opened(contract, index, entry.time(), debt(terms.partner())));
    left.forEach(it -> inherited.add(it.terms().agreement().value()));
  }

  private Standing of(AgreementId agreement) {
    return standing(agreement)
        .orElseThrow(() -> Evolution.refused("agreement " + agreement + " was not opened"));
  }

  private void put(Standing standing) {
    standings.put(standing.terms().agreement().value(), standing);
  }

  private static SequencedMap<KeyId, JWK> byId(List<JWK> keys) {
    var byId = new LinkedHashMap<KeyId, JWK>();
    for (JWK key : keys) {
      byId.put(KeyId.of(key), key);
    }
    return byId;
  }
}
