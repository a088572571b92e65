package dev.entente.trustledger.nonce;

import dev.entente.problem.Unavailable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which nonces are spent. They are kept by the minute in which they expire, and forgotten a whole
 * minute at a time. Thread-safe; nothing here is durable.
 */
public final class SpentNonces {
  /** Enough for 20,000 requests a second whose signatures live as long as they may. */
  public static final long MOST = 10_000_000;

  private static final int STRIPES = 16;
  private static final int MINUTE = 60;

  private static final long NEVER = Long.MIN_VALUE;

  /** So many nonces, and the last minute of them. */
  private record Dropped(long nonces, long last) {}

  /** A part of them, so that many may claim at once and growing holds up few. */
  private static final class Stripe {
    private final Map<Long, NonceSet> byMinute = new TreeMap<>();

    synchronized boolean contains(NonceHash hash) {
      for (NonceSet set : byMinute.values()) {
        if (set.contains(hash)) {
          return true;
        }
      }
      return false;
    }

    synchronized boolean add(NonceHash hash, long minute) {
      return !contains(hash) && byMinute.computeIfAbsent(minute, _ -> new NonceSet()).add(hash);
    }

    /** Drops the minutes before this one; gives what there was in them. */
    synchronized Dropped drop(long minute) {
      long nonces = 0;
      long last = NEVER;
      for (var old = byMinute.entrySet().iterator(); old.hasNext(); ) {
        var entry = old.next();
        if (entry.getKey() < minute) {
          nonces += entry.getValue().size();
          last = Math.max(last, entry.getKey());
          old.remove();
        }
      }
      return new Dropped(nonces, last);
    }
  }

  private final Stripe[] stripes = new Stripe[STRIPES];
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong forgotten = new AtomicLong(NEVER);
  private final long most;

  public SpentNonces() {
    this(MOST);
  }

  SpentNonces(long most) {
    this.most = most;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /**
   * Spends it: true for exactly one caller, and for none if others of its minute were forgotten.
   * That is so only where the clock went back: what it makes fresh again may have been used.
   *
   * @param expires up to when it is remembered at least
   * @throws Unavailable if there are too many to remember another
   */
  public boolean claim(NonceHash hash, Instant expires) {
    if (size.get() >= most) {
      throw Unavailable.ledger(
          most + " nonces are remembered already; some expire within the next minutes", null);
    }
    boolean added = minute(expires) > forgotten.get() && stripe(hash).add(hash, minute(expires));
    if (added) {
      size.incrementAndGet();
    }
    return added;
  }

  /** Remembers those that a commit made durable. */
  public void remember(byte[] hashes, Instant expires) {
    ByteBuffer bytes = ByteBuffer.wrap(hashes);
    while (bytes.remaining() >= NonceHash.LENGTH) {
      NonceHash hash = NonceHash.next(bytes);
      if (stripe(hash).add(hash, minute(expires))) {
        size.incrementAndGet();
      }
    }
  }

  /** Whether it is remembered. */
  public boolean contains(NonceHash hash) {
    return stripe(hash).contains(hash);
  }

  /** Forgets those that have expired. */
  public void forget(Instant now) {
    for (Stripe stripe : stripes) {
      Dropped dropped = stripe.drop(minute(now));
      size.addAndGet(-dropped.nonces());
      forgotten.accumulateAndGet(dropped.last(), Math::max);
    }
  }

  /** Says that of those which expired before this some may be forgotten already. */
  public void forgot(Instant before) {
    forgotten.accumulateAndGet(minute(before) - 1, Math::max);
  }

  /** How many are remembered. */
  public long size() {
    return size.get();
  }

  private Stripe stripe(NonceHash hash) {
    return stripes[(int) hash.high() & (STRIPES - 1)];
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), MINUTE);
  }
}
