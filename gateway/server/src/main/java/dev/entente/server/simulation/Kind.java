package dev.entente.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.ExchangeManifest;
import java.util.Arrays;
import java.util.Locale;

/** A kind of partner, by what it gives. All of them take what they can get. */
public enum Kind {
  HONEST("shares what is expected, a part of it every day"),
  TAKER("never shares anything") {
    @Override
    long shares(Today today, long expected) {
      return 0;
    }
  },
  LATE("shares what a round expects on the first day of the next") {
    @Override
    long shares(Today today, long expected) {
      return today.beginsRound() ? expected : 0;
    }
  },
  CARELESS("honest, but by accident one round in twenty brings nothing") {
    @Override
    long shares(Today today, long expected) {
      return today.slips() ? 0 : super.shares(today, expected);
    }
  },
  HOARDER("shares and asks for nothing; in the last quarter takes all it can and shares nothing") {
    @Override
    long shares(Today today, long expected) {
      return today.isLate() ? 0 : super.shares(today, expected);
    }

    @Override
    boolean asks(Today today) {
      return today.isLate();
    }
  },
  JUNK("sends records that are not what the exchange asks for") {
    @Override
    boolean sendsUnasked() {
      return true;
    }

    @Override
    JsonNode record(Wares wares, ExchangeManifest exchange, long number) {
      return wares.junk(exchange, number);
    }
  },
  ECHO("tells back what it was told, a number for a band that it lies in") {
    @Override
    boolean sendsUnasked() {
      return true;
    }

    @Override
    JsonNode record(Wares wares, ExchangeManifest exchange, long number) {
      return wares.echo(exchange, number);
    }
  };

  private final String behaviour;

  Kind(String behaviour) {
    this.behaviour = behaviour;
  }

  /** What it does, in a few words. */
  public String behaviour() {
    return behaviour;
  }

  /** How many records it sends on that day to an exchange that expects so many in a round. */
  long shares(Today today, long expected) {
    return today.part(expected);
  }

  /**
   * Whether it sends to exchanges too of which nothing is expected, where something is of others.
   */
  boolean sendsUnasked() {
    return false;
  }

  /** Whether it asks for all that it may have on that day. */
  boolean asks(Today today) {
    return true;
  }

  /** The record of that number that it sends to the exchange. */
  JsonNode record(Wares wares, ExchangeManifest exchange, long number) {
    return wares.news(exchange, number);
  }

  /** The kind of that name, such as {@code honest}. */
  public static Kind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`" + name + "` is no kind of partner; they are " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
