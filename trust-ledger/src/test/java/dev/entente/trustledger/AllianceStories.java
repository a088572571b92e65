package dev.entente.trustledger;

import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A short history with one entry of each kind, for tests that change one thing in it. */
public final class AllianceStories {
  private AllianceStories() {}

  /**
   * Opened, accepted, a policy; first release (3 records), the same again, no records, a release of
   * cities; two days later two leaks are forgiven and more is released.
   *
   * @return the last checkpoint
   */
  public static String tell(Path directory) {
    try (Alliance alliance = Alliance.in(directory)) {
      alliance.agreed(
          Alliance.ORCHARD,
          500,
          ", \"leak\": {\"per-day\": 0.01, \"cap\": 90}, \"windows\": {\"margins\": 50}");
      var fields = List.of(Alliance.TICKER, Alliance.SECTOR, Alliance.EMPLOYEES);
      var records =
          List.of(
              Alliance.cells(1, 11, 12, 13),
              Alliance.cells(2, 11, 12, 13),
              Alliance.cells(3, 11, 12, 0));
      release(
          alliance,
          alliance.ledger.disclose(alliance.disclosure(Alliance.ORCHARD, fields, records)));
      release(
          alliance,
          alliance.ledger.disclose(alliance.disclosure(Alliance.ORCHARD, fields, records)));
      release(
          alliance,
          alliance.ledger.disclose(alliance.disclosure(Alliance.ORCHARD, fields, List.of())));
      Priced city = Alliance.priced("city", "margins", 10, Form.TRUNCATE);
      release(
          alliance,
          alliance.ledger.disclose(
              alliance.disclosure(
                  Alliance.ORCHARD,
                  List.of(Alliance.TICKER, city),
                  List.of(Alliance.cells(1, 11, 14), Alliance.cells(2, 11, 14)))));
      alliance.clock.pass(Duration.ofDays(2));
      release(alliance, alliance.release(10, 2));
      return alliance.ledger.checkpoint();
    }
  }

  /**
   * Under a window of 60, and 40 for margins: ten records are reserved (50 in all, 30 in margins);
   * a part of 20 is posted; another release takes 9; a part reads again what was seen; what is left
   * is given back; and 30 more leave.
   */
  public static void tellOfReservations(Path directory) {
    try (Alliance alliance = Alliance.in(directory)) {
      alliance.agreed(Alliance.ORCHARD, 60, ", \"windows\": {\"margins\": 40}");
      Priced city = Alliance.priced("city", "margins", 10, Form.TRUNCATE);
      var fields = List.of(Alliance.SECTOR, city);
      var granted =
          (Granted)
              alliance.ledger.reserve(
                  alliance.provision(Alliance.ORCHARD, fields, 10, Duration.ofMinutes(1)));
      var records = IntStream.range(0, 4).mapToObj(i -> Alliance.cells(i, 11, 12)).toList();
      for (int i = 0; i < 2; i++) {
        var part = Optional.of(new Posting(granted.index(), i == 1));
        release(
            alliance,
            alliance.ledger.disclose(alliance.disclosure(Alliance.ORCHARD, fields, records, part)));
        if (i == 0) {
          release(alliance, alliance.release(10, 3));
        }
      }
      release(alliance, alliance.release(20, 10));
    }
  }

  private static void release(Alliance alliance, Recording recording) {
    if (!(recording instanceof Recorded)) {
      throw new AssertionError(recording + " at " + alliance.standing());
    }
  }

  /** An opening's bytes with the hash that its changed terms have. */
  public static byte[] rehashed(byte[] opening, String old) {
    String text = new String(opening, StandardCharsets.UTF_8);
    String terms = text.substring(text.indexOf("\"terms\":") + 8, text.indexOf(",\"keys\":"));
    String hash =
        dev.entente.agreement.TermsReader.read(terms.getBytes(StandardCharsets.UTF_8))
            .hash()
            .toString();
    byte[] changed = text.replace(old, hash).getBytes(StandardCharsets.UTF_8);
    if (!(EntryJson.read(changed).event() instanceof AgreementOpened)) {
      throw new AssertionError(text);
    }
    return changed;
  }

  public static String signedByPartner(String base) {
    return Alliance.base64(Alliance.PARTNER.sign(base.getBytes(StandardCharsets.UTF_8)));
  }
}
