package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Terms;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an entry records: hashes, names and amounts, never the data itself. */
public sealed interface Event {

  /** The agreement it belongs to; empty where it concerns all of them. */
  Optional<AgreementId> party();

  /**
   * We opened an agreement and signed its terms.
   *
   * @param keys the partner's public keys
   * @param gatewayKey our public key
   * @param signature a JWS of ours over the agreement and its terms' hash
   */
  record AgreementOpened(Terms terms, List<JWK> keys, JWK gatewayKey, String signature)
      implements Event {
    public AgreementOpened {
      keys = List.copyOf(keys);
    }

    @Override
    public Optional<AgreementId> party() {
      return Optional.of(terms.agreement());
    }
  }

  /**
   * The partner signed the terms.
   *
   * @param signed the partner's signed request, so that anyone can verify it later
   */
  record AgreementAccepted(AgreementId agreement, Sha256 termsHash, SignedCall signed)
      implements Event {
    @Override
    public Optional<AgreementId> party() {
      return Optional.of(agreement);
    }
  }

  /** Another policy decides from here on. */
  record PolicyActivated(PolicyRevision policy) implements Event {
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
   */
  record Disclosed(
      AgreementId agreement,
      DatasetId dataset,
      Stage stage,
      long epoch,
      PolicyRevision policy,
      Optional<Purpose> purpose,
      KeyId key,
      Sha256 request,
      List<Touched> fields,
      int records,
      Sha256 root,
      Amount value,
      Amount exposure,
      Optional<Sha256> memory)
      implements Event {
    public Disclosed {
      fields = List.copyOf(fields);
    }

    @Override
    public Optional<AgreementId> party() {
      return Optional.of(agreement);
    }
  }

  /** A field that a release touched, and how its cells were counted. */
  record Touched(Priced field, Tally tally) {}

  /**
   * The leak forgave a part of the exposure.
   *
   * @param day the UTC day whose midnight it was
   * @param exposure the agreement's exposure after it
   */
  record Forgiven(AgreementId agreement, LocalDate day, Amount amount, Amount exposure)
      implements Event {
    @Override
    public Optional<AgreementId> party() {
      return Optional.of(agreement);
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
