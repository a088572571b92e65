package dev.entente.server;

import dev.entente.ledger.Rotation;
import dev.entente.ledger.Trust;
import dev.entente.operator.OwnKey;
import dev.entente.server.keys.GatewayKeys;
import java.util.Optional;

/** The keys in the folder against those that the ledger says were rotated to. */
final class RotatedKeys {
  private RotatedKeys() {}

  /**
   * Nothing is signed with a key that was rotated out.
   *
   * @throws StartRefused naming the key and what mends it
   */
  static void check(Trust trust, GatewayKeys keys) throws StartRefused {
    for (OwnKey key : OwnKey.values()) {
      Optional<Rotation> rotation = trust.rotation(key).filter(Rotation::isFinished);
      if (rotation.isPresent() && !rotation.get().current().equals(keys.own().get(key))) {
        throw new StartRefused(
            "by entry %d of the ledger the %s key is %s now, and the one in the folder is %s: finish the rotation there with `entente rotate DIR %s --finish`, or bring the folder of the keys as it is now"
                .formatted(
                    rotation.get().entry(),
                    key,
                    rotation.get().current(),
                    keys.own().get(key),
                    key));
      }
    }
  }
}
