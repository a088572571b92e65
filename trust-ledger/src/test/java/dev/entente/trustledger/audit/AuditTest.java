package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.AllianceStories;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The story's entries are named by their indexes: see {@link AllianceStories}. */
class AuditTest {
  private static final int OPENED = 0;
  private static final int ACCEPTED = 1;
  private static final int POLICY = 2;
  private static final int FIRST = 3;
  private static final int REPEATED = 4;
  private static final int EMPTY = 5;
  private static final int UPGRADED = 6;
  private static final int FORGIVEN = 7;
  private static final int AGAIN_FORGIVEN = 8;
  private static final int LAST = 9;

  @TempDir static Path story;
  @TempDir Path forged;
  private static String checkpoint;

  @BeforeAll
  static void tell() {
    checkpoint = AllianceStories.tell(story);
  }

  @Test
  void an_honest_log_holds_and_its_figures_are_told() {
    AuditReport report = audit(story.resolve("state").resolve(SqliteStore.FILE), checkpoint);

    assertThat(report.findings()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.size()).isEqualTo(10);
    assertThat(report.disclosures()).isEqualTo(5);
    assertThat(report.standings()).hasSize(1);
    assertThat(report.value().minus(report.forgiven()))
        .isEqualTo(report.standings().getFirst().account().total().exposure());
  }

  @Test
  void the_forger_changes_nothing_that_he_does_not_mean_to() {
    assertThat(audit(forger().sign(forged)).findings()).isEmpty();
  }

  static Stream<Arguments> releases() {
    return Stream.of(
        release("the value is one more", FIRST, it -> it.value(AMOUNT), "the value"),
        release("the exposure is another", FIRST, it -> it.exposure(AMOUNT), "the exposure"),
        release("value and exposure are less", FIRST, it -> it.more(new Amount(-1)), "the value"),
        release("the epoch is older", FIRST, it -> it.epoch(1), "the epoch"),
        release("the epoch is newer", FIRST, it -> it.epoch(3), "the epoch"),
        release("the stage is not reached", FIRST, it -> it.stage("late"), "the stage"),
        release("the policy was not active", FIRST, it -> it.policy(OTHER), "the policy"),
        release("the key is a stranger's", FIRST, it -> it.key(LOG.id()), "the key"),
        release("the purpose was not agreed", FIRST, it -> it.purpose("spying"), "the purpose"),
        release("there is no purpose", FIRST, it -> it.purpose(""), "the purpose"),
        release("the dataset is not offered", FIRST, it -> it.dataset("roadmap"), "the dataset"),
        release("fewer records than cells", FIRST, it -> it.records(2), "cells"),
        release("another agreement's", FIRST, it -> it.agreement("plum"), "what it says"),
        release("no memory", FIRST, it -> it.memory(Optional.empty()), "the memory kept beside it"),
        release("a root over nothing", EMPTY, it -> it.root(Sha256.hash(new byte[] {9})), "the root"),
        release(
            "a cell less was first",
            FIRST,
            it -> it.tally(0, Releases.first(-1)),
            "the value"),
        release(
            "a first cell is said to be an upgrade",
            FIRST,
            it -> it.tally(2, Releases.upgraded(1, 0)),
            "cells"),
        release(
            "an upgrade that is none",
            REPEATED,
            it -> it.tally(2, Releases.upgraded(0, 1)),
            "cells upgraded"),
        release(
            "a field of another category",
            FIRST,
            it -> it.priced(0, Releases.in("targeting")),
            "field ticker, category"),
        release(
            "a field sold cheaper",
            FIRST,
            it -> it.priced(1, Releases.worth(1)),
            "field sector, value"),
        release(
            "a field in full that is a band at this stage",
            FIRST,
            it -> it.priced(2, Releases.as(Form.FULL)),
            "field employees, release"),
        release(
            "a form that nobody offers",
            FIRST,
            it -> it.priced(0, Releases.as(Form.PSEUDONYM)),
            "field ticker, release"),
        release(
            "a form of a later stage",
            UPGRADED,
            it -> it.priced(1, Releases.as(Form.PSEUDONYM)),
            "field city, release"),
        release(
            "a field that is not offered",
            FIRST,
            it -> it.priced(0, Releases.named("notes")),
            "field notes"));
  }

  private static final Amount AMOUNT = Amount.of(77);
  private static final PolicyRevision OTHER = PolicyRevision.of(new byte[] {2});

  private static Arguments release(
      String name, int index, UnaryOperator<Releases> change, String finding) {
    return arguments(name, index, change, finding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void a_release_that_is_changed_in_one_thing_is_found(
      String name, int index, UnaryOperator<Releases> change, String finding) {
    Forger forger =
        forger().event(index, it -> change.apply(Releases.of((Disclosed) it)).done());

    assertThat(audit(forger.sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(index);
              assertThat(it.what()).contains(finding);
            });
  }

  static Stream<Arguments> histories() {
    return Stream.of(
        history("the window is exceeded, all figures fitting", AuditTest::exceed, LAST, "the value"),
        history(
            "a category's window is exceeded",
            it ->
                it.event(
                    UPGRADED,
                    e ->
                        Releases.of((Disclosed) e)
                            .records(50)
                            .tally(1, Releases.first(20))
                            .more(Amount.of(60))
                            .done()),
            UPGRADED,
            "the value of margins"),
        history(
            "released before the partner accepted",
            it -> it.without(ACCEPTED),
            FIRST - 1,
            "the state of the agreement"),
        history("the policy was never activated", it -> it.without(POLICY), FIRST - 1, "the policy"),
        history(
            "the policy is another since",
            it -> it.event(POLICY, _ -> new PolicyActivated(OTHER)),
            FIRST,
            "the policy"),
        history(
            "a day's leak was left out",
            it -> it.without(AGAIN_FORGIVEN),
            LAST - 1,
            "the leak that was not counted before it"),
        history("a day's leak is doubled", it -> it.event(FORGIVEN, AuditTest::twice), FORGIVEN, "the amount"),
        history(
            "a day's leak is another day's",
            it -> it.event(FORGIVEN, e -> day((Forgiven) e, 2)),
            FORGIVEN,
            "the day"),
        history(
            "tomorrow's leak is forgiven today",
            it -> it.event(AGAIN_FORGIVEN, e -> day((Forgiven) e, 1)),
            AGAIN_FORGIVEN,
            "the day"),
        history(
            "a leak without its exposure",
            it ->
                it.event(
                    FORGIVEN,
                    e ->
                        new Forgiven(
                            ((Forgiven) e).agreement(),
                            ((Forgiven) e).day(),
                            ((Forgiven) e).amount(),
                            Amount.ZERO)),
            FORGIVEN,
            "the exposure"),
        history(
            "a release is dated after the next midnight",
            it -> it.time(LAST, it.at(LAST).time().plus(Duration.ofDays(1))),
            LAST,
            "the leak that was not counted before it"),
        history("opened twice", it -> twiceOpened(it), 10, "what it says"),
        history("the terms are not those signed", AuditTest::otherTerms, OPENED, "the terms' hash signed"),
        history(
            "the terms are signed by a stranger",
            it -> it.event(OPENED, e -> gatewayKey((AgreementOpened) e, LOG)),
            OPENED,
            "the gateway's key"),
        history(
            "the terms' signature is no signature",
            it -> it.event(OPENED, e -> signature((AgreementOpened) e, "a.b.c")),
            OPENED,
            "the gateway's signature"),
        history(
            "the partner's signature is another's",
            it -> it.event(ACCEPTED, e -> call(e, c -> new SignedCall(c.key(), c.base(), flipped(c.signature()), c.body()))),
            ACCEPTED,
            "the partner's signature"),
        history(
            "the partner's key is a stranger's",
            it -> it.event(ACCEPTED, e -> call(e, c -> new SignedCall(LOG.id(), c.base(), c.signature(), c.body()))),
            ACCEPTED,
            "the key"),
        history(
            "the body is not the one signed",
            it -> it.event(ACCEPTED, e -> call(e, c -> new SignedCall(c.key(), c.base(), c.signature(), c.body() + " "))),
            ACCEPTED,
            "the partner's signature"),
        history(
            "the partner signed another call",
            it -> it.event(ACCEPTED, e -> resigned(e, "/acceptance", "/standing")),
            ACCEPTED,
            "the target signed"),
        history(
            "the partner signed an answer",
            it -> it.event(ACCEPTED, e -> resigned(e, "entente-request", "entente-response")),
            ACCEPTED,
            "the partner's signature"),
        history(
            "the partner signed another method",
            it -> it.event(ACCEPTED, e -> resigned(e, "POST", "GET")),
            ACCEPTED,
            "the method signed"),
        history(
            "the partner accepted other terms",
            it ->
                it.event(
                    ACCEPTED,
                    e ->
                        new AgreementAccepted(
                            Alliance.ORCHARD, Sha256.hash(), ((AgreementAccepted) e).signed())),
            ACCEPTED,
            "the terms' hash"),
        history(
            "an entry with a space more",
            it -> it.bytes(FIRST, text(it, FIRST).replace(",", ", ").getBytes(StandardCharsets.UTF_8)),
            FIRST,
            "its form"),
        history(
            "an entry of an unknown kind",
            it -> it.bytes(POLICY, text(it, POLICY).replace("policy.activated", "policy.forgotten").getBytes(StandardCharsets.UTF_8)),
            POLICY,
            "its form"));
  }

  private static Arguments history(
      String name, UnaryOperator<Forger> change, int index, String finding) {
    return arguments(name, change, index, finding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  void a_history_that_is_changed_is_found(
      String name, UnaryOperator<Forger> change, int index, String finding) {
    AuditReport report = audit(change.apply(forger()).sign(forged));

    assertThat(report.holds()).isFalse();
    assertThat(report.findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(index);
              assertThat(it.what()).contains(finding);
            });
  }

  @Test
  void a_fork_is_found_by_who_holds_an_older_checkpoint() {
    Path fork = forger().time(FIRST, forger().at(FIRST).time().plusMillis(1)).sign(forged);

    assertThat(audit(fork).holds()).isTrue();
    assertThat(audit(fork, checkpoint).findings())
        .extracting(Finding::what)
        .containsExactly("the root of the entries before it");
  }

  @Test
  void a_log_that_is_shorter_than_an_older_checkpoint_is_found() {
    assertThat(audit(forger().without(LAST).sign(forged), checkpoint).findings())
        .extracting(Finding::what)
        .containsExactly("the log's size");
  }

  @Test
  void the_audit_reads_beside_a_gateway_that_writes() {
    try (Alliance alliance = Alliance.in(forged).agreed()) {
      alliance.release(0, 5);
      Path file = alliance.state.resolve(SqliteStore.FILE);
      assertThat(audit(file).size()).isEqualTo(4);
      alliance.release(5, 5);
      assertThat(audit(file).size()).isEqualTo(5);
      assertThat(audit(file).findings()).isEmpty();
    }
  }

  private static Forger forger() {
    return Forger.of(story.resolve("state"));
  }

  private static AuditReport audit(Path file, String... checkpoints) {
    try (SqliteLog log = SqliteLog.open(file)) {
      return Audit.of(
          log,
          LOG.log(ORIGIN).publicKey(),
          KeyPair25519::verify,
          Set.of(Alliance.GATEWAY.id()),
          List.of(checkpoints),
          Progress.NONE);
    }
  }

  private static Forger exceed(Forger forger) {
    return forger.event(
        LAST,
        it ->
            Releases.of((Disclosed) it)
                .records(1000)
                .tally(0, Releases.first(500))
                .more(Amount.of(500))
                .done());
  }

  private static Event twice(Event event) {
    Forgiven it = (Forgiven) event;
    return new Forgiven(
        it.agreement(), it.day(), it.amount().plus(it.amount()), it.exposure().minus(it.amount()));
  }

  private static Event day(Forgiven it, int later) {
    LocalDate day = it.day().plusDays(later);
    return new Forgiven(it.agreement(), day, it.amount(), it.exposure());
  }

  private static Forger twiceOpened(Forger forger) {
    forger.entries.add(forger.entries.getFirst());
    return forger;
  }

  private static Forger otherTerms(Forger forger) {
    byte[] wider = text(forger, OPENED).replace("\"window\":500", "\"window\":600").getBytes(StandardCharsets.UTF_8);
    String hash = ((AgreementOpened) forger.at(OPENED).event()).terms().hash().toString();
    return forger.bytes(OPENED, AllianceStories.rehashed(wider, hash));
  }

  private static Event gatewayKey(AgreementOpened it, KeyPair25519 key) {
    return new AgreementOpened(it.terms(), it.keys(), key.jwk(), it.signature());
  }

  private static Event signature(AgreementOpened it, String signature) {
    return new AgreementOpened(it.terms(), it.keys(), it.gatewayKey(), signature);
  }

  private static Event call(Event event, UnaryOperator<SignedCall> change) {
    AgreementAccepted it = (AgreementAccepted) event;
    return new AgreementAccepted(it.agreement(), it.termsHash(), change.apply(it.signed()));
  }

  /** As if the partner's own key had signed another base. */
  private static Event resigned(Event event, String what, String by) {
    return call(
        event,
        c -> {
          String base = c.base().replace(what, by);
          return new SignedCall(
              c.key(), base, AllianceStories.signedByPartner(base), c.body());
        });
  }

  private static String flipped(String signature) {
    return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
  }

  private static String text(Forger forger, int index) {
    return new String(forger.entries.get(index).bytes(), StandardCharsets.UTF_8);
  }
}
