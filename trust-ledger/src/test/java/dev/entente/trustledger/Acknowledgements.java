package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.GATEWAY;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static dev.entente.trustledger.Alliance.PARTNER;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Acknowledging;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.signature.Jwks;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.util.List;
import java.util.Optional;

/** What the partner signs in return, for tests. */
public final class Acknowledgements {
  private static final Receipts RECEIPTS = new Receipts(ORIGIN, signing(GATEWAY));

  private Acknowledgements() {}

  /** Releases a record, and gives the receipt of it as the gateway would. */
  public static String receipt(Alliance alliance, int record) {
    Disclosure disclosure =
        alliance.disclosure(
            ORCHARD, List.of(Alliance.TICKER), List.of(Alliance.cells(record, record)));
    Recorded recorded = (Recorded) alliance.ledger.disclose(disclosure);
    return RECEIPTS.issue(disclosure, recorded, Sha256.hash(new byte[] {1}));
  }

  /** Signed by Orchard and verified. */
  public static Acknowledgement of(String receipt) {
    return of(receipt, PARTNER);
  }

  public static Acknowledgement of(String receipt, KeyPair25519 partner) {
    SigningKey key = signing(partner);
    return Acknowledgement.verified(
        Acknowledgement.sign(receipt, key), Jwks.of(key.publicKey()), RECEIPTS.keys());
  }

  /** Takes the step, and tells what became of each. */
  public static List<Acknowledging.Fate> take(Alliance alliance, Acknowledgement... signed) {
    var step = new Acknowledging(ORCHARD, List.of(signed));
    alliance.ledger.change(step, Optional.empty());
    return step.fates();
  }

  public static SigningKey signing(KeyPair25519 pair) {
    return SigningKey.of(
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(pair.x()))
            .d(Base64URL.encode(pair.seed()))
            .build());
  }
}
