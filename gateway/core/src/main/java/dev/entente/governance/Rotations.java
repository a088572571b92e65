package dev.entente.governance;

import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Rotation;
import dev.entente.operator.Command;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.signature.KeyId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a key of ours gives way to the next: first both are shown, so that whoever names our keys can
 * name both; then the next one alone signs.
 */
final class Rotations {
  private final Map<OwnKey, KeyId> own;

  /**
   * @param own the keys that this process signs with
   */
  Rotations(Map<OwnKey, KeyId> own) {
    this.own = Map.copyOf(own);
  }

  Change rotate(VerifiedOrder order, Command.OfOwnKey command) {
    return (trust, _) ->
        whyNot(command, trust.rotation(command.key()))
            .map(Governance::<List<Event>>refused)
            .orElseGet(() -> Governance.recorded(new Ordered(order.document())));
  }

  private Optional<String> whyNot(Command.OfOwnKey command, Optional<Rotation> last) {
    return switch (command) {
      case Command.BeginRotation(var succession) -> whyNot(succession, last);
      case Command.FinishRotation(var key, var next) ->
          last.filter(it -> !it.isFinished() && it.succession().nextId().equals(next)).isPresent()
              ? Optional.empty()
              : Optional.of(
                  "no rotation of the %s key to %s is under way; begin one: entente rotate DIR %s"
                      .formatted(key, next, key));
    };
  }

  private Optional<String> whyNot(Succession succession, Optional<Rotation> last) {
    OwnKey key = succession.key();
    @Nullable KeyId signs = own.get(key);
    if (last.isPresent() && !last.get().isFinished()) {
      return Optional.of(
          "a rotation of the %s key is under way since entry %d; finish it: entente rotate DIR %s --finish"
              .formatted(key, last.get().entry(), key));
    }
    if (!succession.formerId().equals(signs)
        || last.stream().anyMatch(it -> !it.current().equals(succession.formerId()))) {
      return Optional.of(
          "the %s key that signs here is %s, and not %s; if it was rotated since this gateway started, start it again"
              .formatted(key, signs, succession.formerId()));
    }
    return succession.isProven()
        ? Optional.empty()
        : Optional.of("the succession is not signed by both keys");
  }
}
