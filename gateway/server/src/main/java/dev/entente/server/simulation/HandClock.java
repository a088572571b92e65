package dev.entente.server.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A clock on which it is noon of the day that it was set to. */
final class HandClock implements InstantSource {
  private volatile LocalDate day;

  HandClock(LocalDate day) {
    this.day = day;
  }

  void set(LocalDate another) {
    day = another;
  }

  LocalDate day() {
    return day;
  }

  @Override
  public Instant instant() {
    return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
  }
}
