package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Rounds;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Shown;
import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Intake;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** What an entry records: hashes, names and amounts, never the data itself. */
public sealed interface Event {

  /** The agreement it belongs to; empty where it concerns all of them. */
  Optional<AgreementId> party();

  /** What concerns one agreement. */
  sealed interface OfAgreement extends Event {
    AgreementId agreement();

    @Override
    default Optional<AgreementId> party() {
      return Optional.of(agreement());
    }
  }

  /**
   * We opened an agreement and signed its terms.
   *
   * @param keys the partner's public keys
   * @param gatewayKey our public key
   * @param signature a JWS of ours over the agreement and its terms' hash
   * @param debt what closed agreements of the same partner left, and this one starts with
   */
  record AgreementOpened(
      Terms terms, List<JWK> keys, JWK gatewayKey, String signature, Account debt)
      implements OfAgreement {
    public AgreementOpened {
      keys = List.copyOf(keys);
    }

    @Override
    public AgreementId agreement() {
      return terms.agreement();
    }
  }

  /**
   * The partner signed the terms, or an amendment of them.
   *
   * @param signed the partner's signed request, so that anyone can verify it later
   */
  record AgreementAccepted(AgreementId agreement, Sha256 termsHash, SignedCall signed)
      implements OfAgreement {}

  /**
   * Another policy decides from here on.
   *
   * @param revision what its bundle calls it
   * @param signer the key that signed the bundle, where one had to
   * @param by the order that brought it back; empty for one that was new
   */
  record PolicyActivated(
      PolicyRevision policy,
      BundleRevision revision,
      Optional<KeyId> signer,
      Optional<OperatorDocument> by)
      implements Event {
    /** A new one, of which no more is known than its hash. */
    public PolicyActivated(PolicyRevision policy) {
      this(policy, BundleRevision.NONE, Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /**
   * Records were released.
   *
   * @param epoch the entry that the decision was bound to
   * @param request the hash of the request's signature base
   * @param fields every field touched, shown or not, and how its cells were counted
   * @param records how many
   * @param root the Merkle root (RFC 6962) over the records, each leaf being {@code SHA-256(0x00 ‖
   *     salt ‖ the record's canonical JSON)} under this entry's salt
   * @param value what it cost
   * @param exposure the agreement's exposure after it
   * @param memory the hash of what the memory of cells gained; empty if it gained nothing. It binds
   *     to the log what is stored beside it
   * @param reservation the entry that set aside what this is taken from first
   * @param aggregate of which sets of records groups were told; then {@code records} and {@code
   *     root} are those of the groups
   */
  record Disclosed(
      AgreementId agreement,
      DatasetId dataset,
      Stage stage,
      long epoch,
      PolicyRevision policy,
      DecisionId decision,
      Optional<Purpose> purpose,
      KeyId key,
      Sha256 request,
      List<Touched> fields,
      int records,
      Sha256 root,
      Amount value,
      Amount exposure,
      Optional<Sha256> memory,
      OptionalLong reservation,
      Optional<Shown> aggregate)
      implements OfAgreement {
    public Disclosed {
      fields = List.copyOf(fields);
    }
  }

  /** A field that a release touched, and how its cells were counted. */
  record Touched(Priced field, Tally tally) {
    /** What these cells cost, by category. */
    public static SequencedMap<Category, Amount> cost(List<Touched> fields) {
      var cost = new LinkedHashMap<Category, Amount>();
      for (Touched touched : fields) {
        cost.merge(touched.field.category(), touched.tally.cost(touched.field), Amount::plus);
      }
      return cost;
    }
  }

  /**
   * Room in the windows was set aside for longer work.
   *
   * @param epoch the entry that the decision was bound to
   * @param request the hash of the request's signature base
   * @param records how many records, none of which was seen, it makes room for
   * @param amount what that is, in all and in each category that has a window
   * @param until when it expires, at most an hour later, in whole milliseconds
   */
  record Reserved(
      AgreementId agreement,
      DatasetId dataset,
      Stage stage,
      long epoch,
      PolicyRevision policy,
      KeyId key,
      Sha256 request,
      int records,
      Held amount,
      Instant until)
      implements OfAgreement {}

  /** What was left of the reservation of that entry was given back before its time. */
  record Voided(AgreementId agreement, long reservation) implements OfAgreement {}

  /**
   * The partner acknowledged the receipts of releases.
   *
   * @param key the partner's, that signed them all
   */
  record Acknowledged(AgreementId agreement, KeyId key, List<Countersigned> entries)
      implements OfAgreement {
    public Acknowledged {
      entries = List.copyOf(entries);
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("at least one receipt is acknowledged");
      }
    }
  }

  /**
   * The leak forgave a part of the exposure.
   *
   * @param day the UTC day whose midnight it was
   * @param exposure the agreement's exposure after it
   */
  record Forgiven(AgreementId agreement, LocalDate day, Amount amount, Amount exposure)
      implements OfAgreement {}

  /**
   * The partner shared something with us.
   *
   * @param key the partner's, that the request was signed with, or the answer that we fetched
   * @param request the hash of that request's or answer's signature base
   * @param fields every field of the exchange that can earn, and how its cells were counted
   * @param fates how many records had which fate
   * @param earning how many records earned something
   * @param root the Merkle root (RFC 6962) over all records, each leaf being {@code SHA-256(0x00 ‖
   *     salt ‖ the record's canonical JSON)} under this entry's salt
   * @param credits what it earned, and how much of that was carried
   * @param exposure the agreement's exposure after it
   * @param memory the hash of what the memory of cells gained; empty if it gained nothing
   * @param transfer the release in the partner's own log, where we fetched it there
   */
  record Received(
      AgreementId agreement,
      ExchangeId exchange,
      KeyId key,
      Sha256 request,
      List<Counted> fields,
      SequencedMap<Fate, Long> fates,
      long earning,
      Sha256 root,
      Credits credits,
      Amount exposure,
      Optional<Sha256> memory,
      Optional<Transfer> transfer)
      implements OfAgreement {
    public Received {
      fields = List.copyOf(fields);
      fates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fates));
    }
  }

  /** A field of a contribution, and how its cells were counted. */
  record Counted(Earning field, Intake intake) {
    /** What these cells earn at that rate, by category. */
    public static SequencedMap<Category, Amount> earned(List<Counted> fields, BigDecimal rate) {
      var intakes = new LinkedHashMap<Earning, Intake>();
      fields.forEach(counted -> intakes.put(counted.field, counted.intake));
      return Crediting.earned(intakes, rate);
    }
  }

  /** A contribution was found false, and its credit withdrawn. */
  record Reversed(
      AgreementId agreement, long entry, Credits credits, Amount exposure, OperatorDocument by)
      implements OfAgreement {}

  /** Our log and the partner's do not agree; nothing more is released until people resume. */
  record DifferenceFound(AgreementId agreement, Difference difference) implements OfAgreement {}

  /**
   * The log went on from an older copy of itself, without what came after it.
   *
   * @param recovery what was proposed, and partners consented to
   * @param by the same order, by another of our people
   */
  record LogRecovered(Recovery recovery, OperatorDocument by) implements Event {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /**
   * The partner consented to a recovery. Follows it in the same commit.
   *
   * @param consent the partner's, or a part of it
   * @param value what the releases were worth that it shows and that were lost
   * @param exposure the agreement's exposure after it
   */
  record RecoveryConsented(Consent consent, Amount value, Amount exposure) implements OfAgreement {
    @Override
    public AgreementId agreement() {
      return consent.agreement();
    }
  }

  /** A round is over. */
  record RoundClosed(AgreementId agreement, Rounds.Closed round) implements OfAgreement {}

  /**
   * The key of one of our people counts from here on.
   *
   * @param by who added it; empty for those that the gateway made at its first start
   */
  record OperatorAdded(String operator, JWK key, Optional<OperatorDocument> by) implements Event {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /**
   * A provider of our people's signs ID tokens with this key too.
   *
   * @param issuer the provider
   * @param key public, as it stood in the provider's JWK set when it was fetched over TLS
   */
  record ProviderKeySeen(String issuer, JWK key) implements Event {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /**
   * We signed other terms for an agreement, which the partner may accept.
   *
   * @param signature a JWS of ours over the agreement and the new terms' hash
   */
  record AgreementAmended(Terms terms, String signature, OperatorDocument by)
      implements OfAgreement {
    @Override
    public AgreementId agreement() {
      return terms.agreement();
    }
  }

  /**
   * A raise was proposed whose gates are met.
   *
   * @param opens the fields that would open, and as what
   * @param worst how much could be out unrequited at most: the window of the stage
   * @param evidence the indexes of the newest entries that speak for it, since the stage was
   *     entered
   */
  record StageProposed(
      AgreementId agreement,
      List<Opening> opens,
      Amount worst,
      List<Long> evidence,
      OperatorDocument by)
      implements OfAgreement {
    public StageProposed {
      opens = List.copyOf(opens);
      evidence = List.copyOf(evidence);
    }
  }

  /** The agreement is at another stage. */
  record StageChanged(AgreementId agreement, Stage from, Stage to, Cause cause)
      implements OfAgreement {}

  /** Why a stage changed. */
  sealed interface Cause {
    /** Enough people approved the proposal of that entry. */
    record Approved(long proposal) implements Cause {}

    /** One of our people lowered it. */
    record Lowered(OperatorDocument by) implements Cause {}

    /** The strategy steps back after the round that entry closed. */
    record SteppedBack(long round) implements Cause {}
  }

  /** Enough people approved that a suspended agreement goes on. */
  record AgreementResumed(AgreementId agreement, long proposal) implements OfAgreement {}

  /** Enough people approved that the partner signs with this key too. */
  record KeyAdded(AgreementId agreement, JWK key, long proposal) implements OfAgreement {}

  /**
   * One of our people ordered something that is done by being recorded: to suspend or close, to
   * propose a key or to go on, to approve, to revoke, to rotate a key of ours, or to note a
   * milestone, signal, review or dispute. The document says which.
   */
  record Ordered(OperatorDocument by) implements Event {
    @Override
    public Optional<AgreementId> party() {
      return by.command().party();
    }
  }

  /**
   * A request as its sender signed it (RFC 9421).
   *
   * @param base the signature base, which covers the body by its digest
   * @param signature base64url without padding
   * @param body the body's exact text
   */
  record SignedCall(KeyId key, String base, String signature, String body) {}
}
