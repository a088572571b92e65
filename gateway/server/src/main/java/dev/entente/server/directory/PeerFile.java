package dev.entente.server.directory;

import dev.entente.signature.Origin;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.util.List;
import java.util.Optional;

/**
 * Another gateway, or a witness, and the file that describes it.
 *
 * @param name our own for it, which its file repeats
 * @param origin where it is called
 * @param prefix of every path there; empty or from its slash on, without one at the end
 * @param logKeys its log's, where it has one that we follow
 * @param witnessKey by which it cosigns our checkpoints, where it does
 * @param keys that its answers must be signed by; none where they are not
 * @param trade what we trade with it
 */
public record PeerFile(
    YamlFile file,
    String name,
    Origin origin,
    String prefix,
    Optional<VerifierKeys> logKeys,
    Optional<CosignerKey> witnessKey,
    List<VerifyingKey> keys,
    Optional<Trade> trade) {
  public PeerFile {
    keys = List.copyOf(keys);
  }
}
