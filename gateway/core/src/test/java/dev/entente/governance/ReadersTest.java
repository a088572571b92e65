package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.ReaderSecret;
import dev.entente.agreement.SampleTerms;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.FakeLedger;
import dev.entente.operator.Command;
import dev.entente.operator.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To whom the books of an agreement are open. */
class ReadersTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final Cabinet cabinet = new Cabinet();

  private static Command open(String name, LocalDate until) {
    return new Command.OpenBooks(
        Cabinet.ORCHARD, new Reader(name, until, ReaderSecret.fresh(Cabinet.ORCHARD).hash()));
  }

  private static Command close(String name) {
    return new Command.CloseBooks(Cabinet.ORCHARD, name);
  }

  private Iterable<String> readers() {
    return cabinet.standing().at(cabinet.now).books().readers().keySet();
  }

  @Test
  void oneManagerOpensThemAndAnyOtherClosesThem() {
    long epoch = cabinet.standing().epoch();
    cabinet.done("ana", open("KPMG", TODAY.plusDays(90)));
    cabinet.done("bo", open("BDO", TODAY));
    assertThat(readers()).containsExactly("KPMG", "BDO");

    cabinet.done("chi", close("KPMG"));
    assertThat(readers()).containsExactly("BDO");
    assertThat(cabinet.standing().epoch()).as("decisions do not depend on it").isEqualTo(epoch);
  }

  @Test
  void aReaderIsClosedOutBeforeAnotherTakesItsName() {
    cabinet.done("ana", open("KPMG", TODAY.plusDays(90)));

    assertThat(cabinet.refused("bo", open("KPMG", TODAY.plusDays(9))).detail())
        .contains("are open to KPMG already, until 2027-02-20", "close them");
    cabinet.done("bo", close("KPMG"));
    cabinet.done("bo", open("KPMG", TODAY.plusDays(9)));
  }

  @Test
  void theLastDayIsNeitherPastNorTooFarAway() {
    assertThat(cabinet.refused("ana", open("KPMG", TODAY.minusDays(1))).detail())
        .contains("2026-11-21 has passed already");
    assertThat(cabinet.refused("ana", open("KPMG", TODAY.plusDays(401))).detail())
        .contains("at most 400 days", "until 2027-12-27");
    cabinet.done("ana", open("KPMG", TODAY.plusDays(400)));
  }

  @Test
  void whoseLastDayHasPassedReadsNoMoreAndIsInNobodysWay() {
    cabinet.done("ana", open("KPMG", TODAY));
    cabinet.now = cabinet.now.plus(Duration.ofDays(1));

    assertThat(readers()).isEmpty();
    assertThat(cabinet.refused("bo", close("KPMG")).detail())
        .contains("not open to KPMG, but to nobody");
    cabinet.done("bo", open("BDO", TODAY.plusDays(9)));
    cabinet.now = cabinet.now.minus(Duration.ofDays(1));
    assertThat(readers()).as("a clock that is put back brings nobody back").containsExactly("BDO");
  }

  @Test
  void theyEndWithTheAgreement() {
    cabinet.done("ana", open("KPMG", TODAY.plusDays(90)));
    cabinet.done("bo", new Command.Suspend(Cabinet.ORCHARD));
    assertThat(readers()).as("in a suspension above all").containsExactly("KPMG");

    cabinet.done("ana", new Command.Close(Cabinet.ORCHARD));

    assertThat(readers()).isEmpty();
    assertThat(cabinet.refused("ana", open("BDO", TODAY)).detail()).contains("is closed since");
  }

  @Test
  void thereAreNoneBeforeThePartnerAccepted() {
    var pear = new AgreementId("pear");
    var key = Cabinet.PARTNER.publicKey().publicJwk();
    var terms = SampleTerms.of("pear");
    FakeLedger ledger = cabinet.ledger;
    ledger.record(
        new AgreementOpened(terms, List.of(key), key, "jws", ledger.trust().debt(terms.partner())));

    var order =
        new Command.OpenBooks(pear, new Reader("KPMG", TODAY, ReaderSecret.fresh(pear).hash()));
    assertThat(cabinet.refused("ana", order).detail()).contains("has not accepted the terms yet");
  }

  @Test
  void securityClosesThemAndDoesNotOpenThem() {
    cabinet.done("ana", open("KPMG", TODAY));
    cabinet.people.put("bo", Role.SECURITY);

    assertThat(cabinet.refused("bo", open("BDO", TODAY)).detail())
        .contains("`bo` is security here");
    cabinet.done("bo", close("KPMG"));
    cabinet.people.put("bo", Role.AUDITOR);
    assertThat(cabinet.refused("bo", open("BDO", TODAY)).detail()).contains("`bo` is auditor here");
  }
}
