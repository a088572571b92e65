package dev.entente.server.joint;

import dev.entente.agreement.AgreementId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a wrong secret was shown within a minute, from an address and for an agreement, whether
 * there is such an agreement or not. Only the newest 4,096 of these counts are kept. Not
 * thread-safe.
 */
final class Attempts {
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final int MOST = 10;
  private static final int MOST_COUNTED = 4_096;

  /** Where attempts came from, and what they were at. */
  record From(String address, AgreementId agreement) {}

  private record Wrong(Instant since, int times) {}

  private final Map<From, Wrong> wrong =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<From, Wrong> eldest) {
          return size() > MOST_COUNTED;
        }
      };
  private final InstantSource clock;

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether there were so many that the next one is not looked at. */
  boolean areTooMany(From from) {
    @Nullable Wrong before = wrong.get(from);
    return before != null && counts(before) && before.times() >= MOST;
  }

  void failed(From from) {
    wrong.merge(
        from,
        new Wrong(clock.instant(), 1),
        (before, first) -> counts(before) ? new Wrong(before.since(), before.times() + 1) : first);
  }

  private boolean counts(Wrong before) {
    return clock.instant().isBefore(before.since().plus(WINDOW));
  }
}
