package dev.entente.policies.log;

import java.util.Locale;

/** The port to whoever counts the events of a decision log. Thread-safe, and does not throw. */
public interface LogCounts {
  /** Why events are not kept. */
  enum Loss {
    /** More decisions came than could be written down. */
    QUEUE_FULL,
    /** The policy's rules for masking failed, or were not understood. */
    MASKING_FAILED,
    /** The policy said to drop it. */
    DROPPED_BY_POLICY,
    /** The folder could not be written to. */
    NOT_WRITTEN,
    /** The service did not take them for so long that newer ones took their room. */
    NOT_SENT,
    /** The service does not take events such as these. */
    REFUSED,
    /** They were kept, and newer ones took their room. */
    OUTLIVED;

    /** Its name for machines, such as {@code queue-full}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** So many were written, or taken by the service. */
  void kept(long events);

  void lost(Loss why, long events);

  /** Counts nothing. */
  static LogCounts none() {
    return new LogCounts() {
      @Override
      public void kept(long events) {}

      @Override
      public void lost(Loss why, long events) {}
    };
  }
}
