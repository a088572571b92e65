package dev.entente.contribution;

import dev.entente.catalog.ExchangeManifest;
import dev.entente.contribution.Reading.Fit;
import dev.entente.contribution.Reading.Unfit;
import dev.entente.reciprocity.Fate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How old a record may be, in whole UTC days. A record that does not say how old it is is not
 * stale; one of a day to come is no report, but tomorrow is today further east.
 *
 * @param place of the field that says it
 */
record Freshness(int place, ExchangeManifest.Freshness manifest, LocalDate today) {

  Reading check(Fit fit) {
    @Nullable Object value = fit.values().get(place);
    if (value == null) {
      return fit;
    }
    LocalDate day =
        value instanceof Instant instant
            ? LocalDate.ofInstant(instant, ZoneOffset.UTC)
            : (LocalDate) value;
    if (day.isAfter(today.plusDays(1))) {
      return Unfit.invalid(manifest.field() + ": " + day + " is yet to come; today is " + today);
    }
    return day.isBefore(today.minusDays(manifest.days()))
        ? new Unfit(
            Fate.STALE,
            manifest.field() + ": " + day + " is more than " + manifest.days() + " days ago")
        : fit;
  }
}
