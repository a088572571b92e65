package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What is left of each agreement's rate of requests, in this process. Counted by the generic cell
 * rate algorithm: one moment each, that at which all that came would have come evenly. Thread-safe.
 */
public final class Rates {
  private final Map<AgreementId, Counted> counted;
  private final LongSupplier nanos;

  private record Counted(RequestRate rate, AtomicLong even) {}

  /**
   * @param rates of the agreements that have one; the others may ask as often as they like
   * @param nanos a clock that never goes back, such as {@link System#nanoTime}
   */
  public Rates(Map<AgreementId, RequestRate> rates, LongSupplier nanos) {
    this.nanos = nanos;
    this.counted =
        rates.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    it -> new Counted(it.getValue(), new AtomicLong(nanos.getAsLong()))));
  }

  /** No agreement has one. */
  public static Rates none() {
    return new Rates(Map.of(), System::nanoTime);
  }

  /** Counts one more request; if that is too many, it does not, and says how long to wait. */
  Optional<Duration> spend(AgreementId agreement) {
    Counted one = counted.get(agreement);
    if (one == null) {
      return Optional.empty();
    }
    long every = one.rate().every().toNanos();
    long ahead = every * (one.rate().burst() - 1L);
    while (true) {
      long now = nanos.getAsLong();
      long before = one.even().get();
      long even = before - now > 0 ? before : now;
      long wait = even - now - ahead;
      if (wait > 0) {
        return Optional.of(Duration.ofNanos(wait));
      }
      if (one.even().compareAndSet(before, even + every)) {
        return Optional.empty();
      }
    }
  }
}
