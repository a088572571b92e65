package dev.entente.ledger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Trust, entry by entry. The same fold serves the writer, the start and the audit. One thread
 * applies; any thread may look.
 */
public final class Fold implements Trust {
  private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();
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
    var all = new TreeMap<String, Standing>();
    if (base != null) {
      all.putAll(base.standings);
    }
    all.putAll(standings);
    return Collections.unmodifiableCollection(all.values());
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
    policy = draft.policy;
  }

  /**
   * Applies one entry.
   *
   * @throws IllegalStateException if it cannot follow what came before
   */
  public void apply(long index, Entry entry) {
    switch (entry.event()) {
      case AgreementOpened opened -> open(index, entry, opened);
      case AgreementAccepted accepted ->
          put(of(accepted.agreement()).accepted(index, entry.time()));
      case PolicyActivated(PolicyRevision revision) -> {
        policy = revision;
        standings().forEach(standing -> put(standing.decidedAgain(index)));
      }
      case Disclosed disclosed -> {
        Standing standing = of(disclosed.agreement());
        put(standing.disclosed(standing.account().disclosed(cost(disclosed.fields())), day(entry)));
      }
      case Forgiven forgiven ->
          put(of(forgiven.agreement()).forgiven(forgiven.amount(), forgiven.day()));
    }
  }

  /** What these cells cost, by category. */
  public static SequencedMap<Category, Amount> cost(List<Touched> fields) {
    var cost = new LinkedHashMap<Category, Amount>();
    for (Touched touched : fields) {
      cost.merge(touched.field().category(), touched.tally().cost(touched.field()), Amount::plus);
    }
    return cost;
  }

  private void open(long index, Entry entry, AgreementOpened opened) {
    var terms = opened.terms();
    if (standing(terms.agreement()).isPresent()) {
      throw new IllegalStateException("agreement " + terms.agreement() + " is opened twice");
    }
    put(
        new Standing(
            terms,
            terms.hash(),
            byId(opened.keys()),
            Lifecycle.PROPOSED,
            entry.time(),
            terms.ladder().first(),
            entry.time(),
            index,
            new TreeSet<>(),
            Account.EMPTY,
            Amount.ZERO,
            day(entry)));
  }

  private static LocalDate day(Entry entry) {
    return LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
  }

  private Standing of(AgreementId agreement) {
    return standing(agreement)
        .orElseThrow(() -> new IllegalStateException("agreement " + agreement + " was not opened"));
  }

  private void put(Standing standing) {
    standings.put(standing.terms().agreement().value(), standing);
  }

  private static SequencedMap<KeyId, JWK> byId(List<JWK> keys) {
    var byId = new LinkedHashMap<KeyId, JWK>();
    for (JWK key : keys) {
      byId.put(id(key), key);
    }
    return byId;
  }

  private static KeyId id(JWK key) {
    try {
      return new KeyId(Sha256.ofBytes(key.computeThumbprint().decode()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key without a thumbprint", e);
    }
  }
}
