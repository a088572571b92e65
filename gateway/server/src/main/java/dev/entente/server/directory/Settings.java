package dev.entente.server.directory;

import dev.entente.agreement.Ladder;
import dev.entente.operator.Role;
import dev.entente.policies.log.LogPlace;
import dev.entente.signature.Origin;
import dev.entente.trustledger.store.Database;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What {@code entente.yaml} says. Paths are absolute; those in {@link Tls} were there when it was
 * read.
 *
 * @param gateway our name towards partners, and the log's origin
 * @param externalOrigin what partners sign; where there is none, it is the address listened on
 * @param keys where the keys of gateway, log and cursors are kept
 * @param checkpoints the file outside the state that the newest checkpoint is kept in
 * @param database where the ledger is kept; empty if that is in the state
 * @param policy who decides, and by which bundles
 * @param decisionLog where decisions are logged, if they are
 * @param provider where our people sign in, besides with passkeys
 * @param webhooks whom to tell of what wants attention
 * @param people the operators, in their order, and what each may order
 */
public record Settings(
    String gateway,
    Address listen,
    Optional<Address> admin,
    Optional<Origin> externalOrigin,
    Path state,
    Path keys,
    Optional<Path> checkpoints,
    Optional<Database> database,
    PolicySettings policy,
    Optional<LogPlace> decisionLog,
    Optional<Tls> tls,
    Optional<Provider> provider,
    List<Webhook> webhooks,
    SequencedMap<String, Role> people,
    Ladder ladder) {

  /** PEM files of the certificate chain and of its private key. */
  public record Tls(Path certificate, Path key) {}

  public Settings {
    webhooks = List.copyOf(webhooks);
    people = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(people));
  }

  /** The names of our people. */
  public List<String> operators() {
    return List.copyOf(people.keySet());
  }

  /**
   * What partners sign, once it is known which port was bound.
   *
   * @param port the one that is really listened on
   */
  public Origin origin(int port) {
    return externalOrigin.orElseGet(
        () ->
            Origin.parse(
                (tls.isPresent() ? "https://" : "http://") + new Address(listen.host(), port)));
  }
}
