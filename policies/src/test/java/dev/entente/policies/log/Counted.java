package dev.entente.policies.log;

import java.util.EnumMap;
import java.util.Map;

/** Counts in memory. */
final class Counted implements LogCounts {
  private final Map<Loss, Long> lost = new EnumMap<>(Loss.class);
  private long kept;

  @Override
  public synchronized void kept(long events) {
    kept += events;
  }

  @Override
  public synchronized void lost(Loss why, long events) {
    lost.merge(why, events, Long::sum);
  }

  synchronized long kept() {
    return kept;
  }

  synchronized Map<Loss, Long> lost() {
    return Map.copyOf(lost);
  }
}
