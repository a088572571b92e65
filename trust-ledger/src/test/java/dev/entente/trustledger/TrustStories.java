package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PLUM;
import static dev.entente.trustledger.Contributions.fit;
import static dev.entente.trustledger.Contributions.unfit;
import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.People.BO;
import static dev.entente.trustledger.People.CHI;
import static dev.entente.trustledger.People.DAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.entente.agreement.Reader;
import dev.entente.agreement.Review;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Milestone;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Event.Received;
import dev.entente.operator.Command;
import dev.entente.operator.OwnKey;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Fate;
import dev.entente.signature.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A history in which both give and people decide, for tests that change one thing in it. */
public final class TrustStories {
  private static final String MORE =
      ", \"expect\": {\"campaigns\": 3}, \"rate\": %s, \"round\": {\"days\": 7}";

  /** Whom the gateway's key is rotated to. */
  public static final String NEXT_GATEWAY = "next-gateway";

  private TrustStories() {}

  /**
   * Ana, Bo and Chi take on Dan. The agreement opens, is amended, and climbs to the last stage.
   * After two rounds in which little came back it steps back; a contribution is reversed; it is
   * lowered, suspended, resumed; a key comes, another goes; its books are opened to two, and closed
   * for one; it is closed, and another opened. Our own keys are rotated, and the new one signs an
   * amendment.
   */
  public static void tell(Path directory) {
    try (Alliance alliance = Alliance.in(directory)) {
      People people = alliance.governed().people;
      people.add(ANA, DAN);
      alliance.agreed(ORCHARD, 100, MORE.formatted("0.5"));
      share(alliance, "one", fit(1, 11, 12), fit(1, 11, 12), unfit(Fate.STALE));
      alliance.release(0, 5);
      Terms amended = Alliance.terms(ORCHARD, 100, MORE.formatted("1"));
      people.amend(amended);
      alliance.record(Alliance.accepted(amended));
      establish(alliance);
      people.raise(ORCHARD);
      people.raise(ORCHARD);
      alliance.release(10, 5);
      pass(alliance);
      alliance.release(20, 5);
      pass(alliance);
      share(alliance, "two", fit(2, 11, 12), fit(3, 11, 0, 14));
      share(alliance, "none");
      people.reverse(ORCHARD, alliance.index(Received.class, 0));
      people.lower(ORCHARD, Alliance.EARLY);
      people.suspend(ORCHARD);
      people.resume(ORCHARD);
      people.addKey(KeyPair25519.named("second").jwk());
      alliance.record(people.ordered(DAN, new Command.Revoke(ORCHARD, Alliance.PARTNER.id())));
      audit(alliance);
      alliance.record(people.ordered(ANA, new Command.Close(ORCHARD)));
      Terms next = Alliance.terms(PLUM, 100, "");
      alliance.record(Alliance.opened(next, alliance.ledger.trust().debt(next.partner())));
      people.rotate(OwnKey.LOG, "log", "next-log");
      people.rotate(OwnKey.GATEWAY, "gateway", NEXT_GATEWAY);
      alliance.record(people.signedBy(NEXT_GATEWAY, Alliance.terms(PLUM, 90, "")));
    }
  }

  /** Ours under terms that were never proposed. */
  public static String otherSignature() {
    return Alliance.signature(Alliance.terms(ORCHARD, 99, ""));
  }

  private static void establish(Alliance alliance) {
    var signal = new Signal("team", Amount.of(50_000), Signal.Bearer.MUTUAL, Optional.empty());
    for (Command command :
        List.of(
            new Command.Reach(ORCHARD, new Milestone("pilot")),
            new Command.Stake(ORCHARD, signal),
            new Command.Look(ORCHARD, new Review("spring", LocalDate.parse("2027-01-31"))),
            new Command.Dispute(ORCHARD, "late"),
            new Command.Resolve(ORCHARD, "late"))) {
      alliance.record(alliance.people.ordered(CHI, command));
    }
  }

  private static void audit(Alliance alliance) {
    for (String name : List.of("KPMG", "BDO")) {
      var reader =
          new Reader(
              name, alliance.clock.today().plusDays(90), Sha256.hash(name.getBytes(US_ASCII)));
      alliance.record(alliance.people.ordered(ANA, new Command.OpenBooks(ORCHARD, reader)));
    }
    alliance.record(alliance.people.ordered(BO, new Command.CloseBooks(ORCHARD, "KPMG")));
  }

  private static void share(Alliance alliance, String key, Read... records) {
    alliance.ledger.receive(
        Contributions.of(alliance, ORCHARD, Contributions.under(key, "content"), records));
  }

  /** A round passes. */
  private static void pass(Alliance alliance) {
    alliance.clock.pass(Duration.ofDays(7));
    alliance.ledger.settle(alliance.nonce());
  }
}
