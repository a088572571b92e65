package dev.entente.governance;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.operator.Command;
import dev.entente.signature.Algorithm;
import dev.entente.signature.KeyId;
import dev.entente.signature.VerifyingKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who of ours may order anything. */
final class People {
  private People() {}

  /** Another of our people, named in the settings, whose key one who is known vouches for. */
  static Change add(VerifiedOrder order, Command.AddOperator add, Set<String> people) {
    return (trust, _) -> {
      Map<String, JWK> known = trust.operators();
      if (!people.contains(add.name())) {
        return Governance.refused(
            "`"
                + add.name()
                + "` is not under `operators` in entente.yaml; put the name there first");
      }
      if (known.containsKey(add.name())) {
        return Governance.refused("a key of `" + add.name() + "` is recorded already");
      }
      KeyId id = KeyId.of(add.key());
      for (var other : known.entrySet()) {
        if (KeyId.of(other.getValue()).equals(id)) {
          return Governance.refused("this is the key of `" + other.getKey() + "`");
        }
      }
      if (VerifyingKey.of(add.key()).algorithm() != Algorithm.ED25519) {
        return Governance.refused("an operator's key is Ed25519; `entente keygen` makes one");
      }
      return Governance.recorded(
          new OperatorAdded(add.name(), add.key(), Optional.of(order.document())));
    };
  }
}
