package dev.entente.server.directory;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.exchange.RequestRate;
import dev.entente.signature.VerifyingKey;
import java.util.List;
import java.util.Optional;

/**
 * An agreement as its file offers it; what the ledger holds of it may be another version.
 *
 * @param terms fit into a ledger entry
 * @param keys the partner's public keys: Ed25519 or P-256, at least one, none twice
 * @param provider where the partner's people sign in to the joint view, if they do; our own
 *     business, as {@link #requests}
 */
public record AgreementFile(
    YamlFile file, Terms terms, List<VerifyingKey> keys, Optional<PartnerProvider> provider) {
  public AgreementFile {
    keys = List.copyOf(keys);
  }

  /**
   * How often the partner may ask; empty if as often as it likes. Our own business: it changes with
   * a restart and is nothing to agree on.
   */
  public Optional<RequestRate> requests() {
    return file.doc().find("requests").map(RequestRate::read);
  }

  public AgreementId id() {
    return terms.agreement();
  }
}
