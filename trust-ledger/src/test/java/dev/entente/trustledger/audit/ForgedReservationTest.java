package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Voided;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Held;
import dev.entente.signature.KeyId;
import dev.entente.trustledger.AllianceStories;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The window is 60, that of margins 40. The story's entries are named by their indexes. */
class ForgedReservationTest {
  private static final int RESERVED = 3;
  private static final int POSTED = 4;
  private static final int OTHER = 5;
  private static final int AGAIN = 6;
  private static final int VOIDED = 7;
  private static final int LAST = 8;
  private static final Category MARGINS = new Category("margins");

  @TempDir static Path story;
  @TempDir Path forged;
  private int audits;

  @BeforeAll
  static void tell() {
    AllianceStories.tellOfReservations(story);
  }

  private static Forger forger() {
    return Forger.of(story.resolve("state"));
  }

  private AuditReport audit(Forger forger) {
    return ForgedStory.audit(forger.sign(forged.resolve("state " + ++audits)));
  }

  @Test
  void the_story_itself_holds() {
    assertThat(audit(forger()).findings()).isEmpty();
    assertThat(forger().entries).hasSize(LAST + 1);
  }

  static Stream<Arguments> reservations() {
    return Stream.of(
        reserved("more than the window leaves", it -> amount(it, 61, 20), "the amount"),
        reserved("more than a category's window leaves", it -> amount(it, 50, 41), "margins"),
        reserved("a part that is more than the whole", it -> amount(it, 10, 20), "margins"),
        reserved("nothing", it -> amount(it, 0, 0), "the amount"),
        reserved("of a category without a window", ForgedReservationTest::elsewhere, "targeting"),
        reserved("for more than an hour", it -> until(it, 3_600_001), "what it says"),
        reserved("until a time that is past", it -> until(it, 0), "what it says"),
        reserved("at another stage", it -> stage(it, "late"), "the stage"),
        reserved("in another epoch", it -> epoch(it, 1), "the epoch"),
        reserved("by a stranger's key", it -> key(it, LOG.id()), "the key"),
        reserved("of what is not offered", it -> dataset(it, "roadmap"), "the dataset"),
        reserved("under another policy", ForgedReservationTest::policy, "the policy"));
  }

  private static Arguments reserved(String name, UnaryOperator<Reserved> change, String finding) {
    return arguments(name, change, finding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reservations")
  void what_cannot_have_been_set_aside_is_found(
      String name, UnaryOperator<Reserved> change, String finding) {
    AuditReport report = audit(forger().event(RESERVED, it -> change.apply((Reserved) it)));

    assertThat(report.findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(RESERVED);
              assertThat(it.what()).contains(finding);
            });
  }

  @Test
  void a_release_that_took_what_others_had_reserved_is_found() {
    found(POSTED, "the value", audit(from(POSTED, OptionalLong.empty())));
    found(OTHER, "the value", audit(forger().event(RESERVED, it -> amount((Reserved) it, 57, 20))));
  }

  @Test
  void a_release_from_a_reservation_that_is_over_or_none_is_found() {
    found(POSTED, "what it says", audit(from(POSTED, OptionalLong.of(2))));
    found(LAST, "what it says", audit(from(LAST, OptionalLong.of(RESERVED))));
    Instant expired = ((Reserved) forger().at(RESERVED).event()).until();
    found(AGAIN, "what it says", audit(forger().time(AGAIN, expired)));
  }

  @Test
  void what_is_voided_that_was_not_reserved_is_found() {
    found(VOIDED, "what it says", audit(forger().event(VOIDED, _ -> new Voided(ORCHARD, 4))));
    found(LAST, "the value", audit(forger().event(VOIDED, _ -> forger().at(OTHER).event())));
  }

  @Test
  void a_fifth_reservation_at_once_is_found() {
    var forger = forger();
    Reserved small = amount((Reserved) forger.at(RESERVED).event(), 1, 1);
    for (int i = 0; i < 4; i++) {
      forger.insert(OTHER, _ -> small);
    }

    found(OTHER + 3, "what it says", audit(forger));
  }

  private static Forger from(int index, OptionalLong reservation) {
    return forger().event(index, it -> Releases.of((Disclosed) it).from(reservation).done());
  }

  private static void found(int index, String what, AuditReport report) {
    assertThat(report.findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(index);
              assertThat(it.what()).contains(what);
            });
  }

  private static Reserved amount(Reserved it, long total, long margins) {
    var categories = new LinkedHashMap<Category, Amount>();
    categories.put(MARGINS, Amount.of(margins));
    return with(it, new Held(Amount.of(total), categories), it.until());
  }

  private static Reserved elsewhere(Reserved it) {
    var categories =
        new LinkedHashMap<Category, Amount>(Map.of(new Category("targeting"), Amount.of(1)));
    return with(it, new Held(it.amount().total(), categories), it.until());
  }

  private static Reserved until(Reserved it, long millis) {
    Instant time = forger().at(RESERVED).time();
    return with(it, it.amount(), time.plus(Duration.ofMillis(millis)));
  }

  private static Reserved with(Reserved it, Held amount, Instant until) {
    return new Reserved(
        it.agreement(),
        it.dataset(),
        it.stage(),
        it.epoch(),
        it.policy(),
        it.key(),
        it.request(),
        it.records(),
        amount,
        until);
  }

  private static Reserved stage(Reserved it, String stage) {
    return of(it, it.dataset(), new Stage(stage), it.epoch(), it.policy(), it.key());
  }

  private static Reserved epoch(Reserved it, long epoch) {
    return of(it, it.dataset(), it.stage(), epoch, it.policy(), it.key());
  }

  private static Reserved key(Reserved it, KeyId key) {
    return of(it, it.dataset(), it.stage(), it.epoch(), it.policy(), key);
  }

  private static Reserved dataset(Reserved it, String dataset) {
    return of(it, new DatasetId(dataset), it.stage(), it.epoch(), it.policy(), it.key());
  }

  private static Reserved policy(Reserved it) {
    var other = PolicyRevision.of(new byte[] {2});
    return of(it, it.dataset(), it.stage(), it.epoch(), other, it.key());
  }

  private static Reserved of(
      Reserved it, DatasetId dataset, Stage stage, long epoch, PolicyRevision policy, KeyId key) {
    return new Reserved(
        it.agreement(),
        dataset,
        stage,
        epoch,
        policy,
        key,
        it.request(),
        it.records(),
        it.amount(),
        it.until());
  }
}
