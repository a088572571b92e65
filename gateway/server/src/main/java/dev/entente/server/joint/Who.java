package dev.entente.server.joint;

import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.signature.KeyId;
import java.time.LocalDate;
import java.util.Optional;

/** Who looks at the joint view, and by what the ledger knows them. */
public sealed interface Who {
  /**
   * One of the partner's people.
   *
   * @param key of the partner that asked for the link
   */
  record OfPartner(KeyId key) implements Who {}

  /** Somebody of neither side, to whom the books are open. */
  record OfNeitherSide(Reader reader) implements Who {}

  /** Whether they may look as the agreement stands, on that day. */
  default boolean isLetIn(Standing standing, LocalDate today) {
    return switch (this) {
      case OfPartner(var key) -> standing.keys().containsKey(key);
      case OfNeitherSide(var reader) -> standing.books().areOpenTo(reader, today);
    };
  }

  /** The reader, if it is one. */
  default Optional<Reader> asReader() {
    return this instanceof OfNeitherSide(var reader) ? Optional.of(reader) : Optional.empty();
  }
}
