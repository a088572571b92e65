package dev.entente.agreement;

import dev.entente.signature.Sha256;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * To whom the books of an agreement are open, besides both sides. Immutable.
 *
 * @param readers by name, as they were opened to them
 */
public record Books(SequencedMap<String, Reader> readers) {
  /** To how many they may be open at once. */
  public static final int MOST = 16;

  /** How many days ahead the last one may be. */
  public static final int LONGEST_DAYS = 400;

  public static final Books CLOSED = new Books(new LinkedHashMap<>());

  public Books {
    readers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(readers));
  }

  /** As they are open on that day. */
  public Books on(LocalDate day) {
    if (readers.values().stream().noneMatch(it -> it.until().isBefore(day))) {
      return this;
    }
    var open = new LinkedHashMap<>(readers);
    open.values().removeIf(it -> it.until().isBefore(day));
    return new Books(open);
  }

  /** Why they cannot be opened to this reader on that day; empty if they can. */
  public Optional<String> objection(Reader reader, LocalDate day) {
    SequencedMap<String, Reader> open = on(day).readers();
    if (open.containsKey(reader.name())) {
      return Optional.of(
          "the books are open to %s already, until %s; close them for that reader first"
              .formatted(reader.name(), open.get(reader.name()).until()));
    }
    if (open.size() >= MOST) {
      return Optional.of(
          "the books are open to " + MOST + " readers, the most there may be; close them for one");
    }
    if (open.values().stream().anyMatch(it -> it.secretHash().equals(reader.secretHash()))) {
      return Optional.of("another reader has this secret; make one for each");
    }
    if (reader.until().isAfter(day.plusDays(LONGEST_DAYS))) {
      return Optional.of(
          "books are opened for at most %d days, until %s now"
              .formatted(LONGEST_DAYS, day.plusDays(LONGEST_DAYS)));
    }
    return Optional.empty();
  }

  /** To whom they are open by the secret of that hash, on that day; in constant time. */
  public Optional<Reader> reader(Sha256 secretHash, LocalDate day) {
    byte[] shown = secretHash.bytes();
    return on(day).readers().values().stream()
        .filter(it -> MessageDigest.isEqual(it.secretHash().bytes(), shown))
        .findFirst();
  }

  /** Whether they are open to this very reader, by this very secret, on that day. */
  public boolean areOpenTo(Reader reader, LocalDate day) {
    return reader.equals(on(day).readers().get(reader.name()));
  }

  Books with(Reader reader) {
    var more = new LinkedHashMap<>(readers);
    more.put(reader.name(), reader);
    return new Books(more);
  }

  Books without(String name) {
    var fewer = new LinkedHashMap<>(readers);
    fewer.remove(name);
    return new Books(fewer);
  }
}
