package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.People.BO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Consent;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recovery;
import dev.entente.ledger.Transfer;
import dev.entente.operator.Checkpointed;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.People;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log that went on from an older copy of itself, and somebody who says it did so otherwise. */
class ForgedRecoveryTest {
  private static final SigningKey GATEWAY = People.key("gateway");
  private static final SigningKey PARTNER = People.key("partner");
  private static final int MORE = 4;

  @TempDir static Path story;
  @TempDir Path forged;

  private static int left;
  private static int release;
  private static Entry released;
  private static Checkpointed at;
  private static Instant time;
  private static LogRecovered honest;

  /** One release that is left, and a recovery that counts two that are not. */
  @BeforeAll
  static void tell() {
    try (Alliance alliance = Alliance.in(story)) {
      alliance.governed().agreed();
      alliance.release(0, 5);
      at = new Checkpointed(alliance.ledger.published().snapshot().checkpoint().toString());
      left = (int) at.size();
      release = left - 1;
      released = EntryJson.read(alliance.ledger.entries(ORCHARD, release, 1).getFirst().bytes());
      alliance.clock.pass(Duration.ofMinutes(3));
      time = alliance.clock.instant();
      honest = recovered(ANA, BO);
      record(alliance, honest, consented(Amount.of(30)));
      alliance.release(10, 1);
    }
  }

  private static void record(Alliance alliance, Event... events) {
    var outcome =
        alliance.ledger.change(
            (_, _) -> dev.entente.problem.Outcome.passed(List.of(events)),
            java.util.Optional.empty());
    assertThat(outcome).isInstanceOf(dev.entente.problem.Outcome.Passed.class);
  }

  private static Checkpointed lost(KeyPair25519 key) {
    var log = key.log(ORIGIN);
    return new Checkpointed(
        new Checkpoint(new KeyName(ORIGIN), left + MORE, TreeHash.leaf(new byte[] {1}))
            .sign(log.publicKey(), log.signer())
            .toString());
  }

  private static Command.Recover recover() {
    return new Command.Recover(at, List.of(lost(Alliance.LOG)));
  }

  private static Recovery proposed(String by, Command.Recover recover, SigningKey gateway) {
    return Recovery.sign(People.order(by, recover, time.minus(Duration.ofMinutes(2))), gateway);
  }

  private static LogRecovered recovered(String first, String second) {
    return new LogRecovered(
        proposed(first, recover(), GATEWAY), People.order(second, recover(), time));
  }

  private static LogRecovered recovered(Command.Recover recover) {
    return new LogRecovered(proposed(ANA, recover, GATEWAY), People.order(BO, recover, time));
  }

  private static String receipt(SigningKey gateway, int index, Sha256 leaf) {
    return new Receipts(ORIGIN, gateway)
        .again((Disclosed) released.event(), index, leaf, released.time());
  }

  private static Sha256 leaf() {
    return Sha256.ofBytes(TreeHash.leaf(EntryJson.write(released)).toBytes());
  }

  private static Sha256 other() {
    return Sha256.hash(new byte[] {9});
  }

  private static List<String> receipts() {
    return List.of(receipt(GATEWAY, release, leaf()), receipt(GATEWAY, left + 1, other()));
  }

  private static List<Transfer> received() {
    return List.of(new Transfer(ORIGIN, left + 2L, other(), Amount.of(15)));
  }

  private static Consent consent(
      Recovery recovery, List<String> receipts, List<Transfer> received, SigningKey key) {
    return Consent.sign(recovery.hash(), ORCHARD, receipts, received, key).getFirst();
  }

  private static RecoveryConsented consented(Amount value) {
    return consented(value, honest.recovery(), receipts(), received(), PARTNER);
  }

  private static RecoveryConsented consented(
      Amount value,
      Recovery recovery,
      List<String> receipts,
      List<Transfer> received,
      SigningKey key) {
    return new RecoveryConsented(
        consent(recovery, receipts, received, key), value, Amount.of(15).plus(value));
  }

  private static Forger forger() {
    return Forger.of(story.resolve("state"));
  }

  private static int place(Class<? extends Event> kind) {
    return forger().index(kind::isInstance, 0);
  }

  @Test
  void anHonestRecoveryHolds() {
    AuditReport report = ForgedStory.audit(story.resolve("state/ledger.db"));
    assertThat(report.findings()).isEmpty();
    assertThat(report.recoveries()).hasSize(1);
    assertThat(report.standings().getFirst().account().total().exposure())
        .isEqualTo(Amount.of(15 + 30 + 3));
  }

  @Test
  void aCheckpointThatItNamesAsLostIsNoForkAndAnyOtherIs() {
    Path log = story.resolve("state/ledger.db");
    AuditReport told = ForgedStory.audit(log, lost(Alliance.LOG).note());
    assertThat(told.holds()).isTrue();
    assertThat(told.lost()).containsExactly((long) left + MORE);
    var key = Alliance.LOG.log(ORIGIN);
    for (int size : new int[] {left - 1, left + 1, left + MORE, left + 50}) {
      String fork =
          new Checkpoint(new KeyName(ORIGIN), size, TreeHash.leaf(new byte[] {2}))
              .sign(key.publicKey(), key.signer())
              .toString();
      assertThat(ForgedStory.audit(log, fork).holds()).as("%d entries", size).isFalse();
    }
  }

  record Forgery(
      String name, Class<? extends Event> kind, Function<Event, Event> change, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Forgery recovery(String name, LogRecovered event, String finding) {
    return new Forgery(name, LogRecovered.class, _ -> event, finding);
  }

  private static Forgery consent(String name, RecoveryConsented event, String finding) {
    return new Forgery(name, RecoveryConsented.class, _ -> event, finding);
  }

  static Stream<Forgery> recoveries() {
    KeyPair25519 mallory = KeyPair25519.named("mallory");
    return Stream.of(
        recovery("by one person", recovered(ANA, ANA), "the people"),
        recovery(
            "proposed by somebody unknown",
            recovered("eve", BO),
            "the signature of who proposed it"),
        recovery("finished by somebody unknown", recovered(ANA, "eve"), "the operator's signature"),
        recovery(
            "finished to recover something else",
            new LogRecovered(
                proposed(ANA, recover(), GATEWAY),
                People.order(BO, new Command.Recover(at, List.of(lost(mallory))), time)),
            "the command signed"),
        recovery(
            "not signed by the gateway",
            new LogRecovered(
                proposed(ANA, recover(), People.key("mallory")), People.order(BO, recover(), time)),
            "the recovery"),
        recovery(
            "from a checkpoint that the log never had",
            recovered(new Command.Recover(at, List.of(lost(mallory)))),
            "the checkpoint of " + (left + MORE) + " entries"),
        recovery(
            "from where entries followed",
            recovered(new Command.Recover(earlier(), List.of(lost(Alliance.LOG)))),
            "the entries that were left"),
        recovery(
            "with another past",
            recovered(new Command.Recover(anotherPast(), List.of(lost(Alliance.LOG)))),
            "the root of the " + left + " entries that were left"));
  }

  private static Checkpointed signed(long size, TreeHash root) {
    var key = Alliance.LOG.log(ORIGIN);
    return new Checkpointed(
        new Checkpoint(new KeyName(ORIGIN), size, root)
            .sign(key.publicKey(), key.signer())
            .toString());
  }

  private static Checkpointed earlier() {
    return signed(left - 1L, TreeHash.leaf(new byte[] {3}));
  }

  private static Checkpointed anotherPast() {
    return signed(left, TreeHash.leaf(new byte[] {3}));
  }

  static Stream<Forgery> consents() {
    Recovery good = honest.recovery();
    Recovery another = proposed(BO, recover(), GATEWAY);
    SigningKey mallory = People.key("mallory");
    return Stream.of(
        consent(
            "signed by another",
            consented(Amount.of(30), good, receipts(), received(), mallory),
            "the consent"),
        consent(
            "to another recovery",
            consented(Amount.of(30), another, receipts(), received(), PARTNER),
            "the recovery consented to"),
        consent("counted for less", consented(Amount.of(15)), "the value"),
        consent(
            "with a receipt of another's",
            consented(
                Amount.of(30),
                good,
                List.of(receipt(mallory, left + 1, other())),
                received(),
                PARTNER),
            "the consent"),
        consent(
            "with a release twice, counted twice",
            consented(
                Amount.of(30),
                good,
                receipts(),
                List.of(new Transfer(ORIGIN, left + 1L, other(), Amount.of(15))),
                PARTNER),
            "the value"),
        consent(
            "with a receipt of what is left, counted",
            consented(Amount.of(30), good, receipts(), List.of(), PARTNER),
            "the value"),
        consent(
            "with a receipt of another entry than is left",
            consented(
                Amount.of(15),
                good,
                List.of(receipt(GATEWAY, release, other()), receipt(GATEWAY, left + 1, other())),
                List.of(),
                PARTNER),
            "entry " + release + " by the partner's receipt"),
        new Forgery(
            "with another exposure",
            RecoveryConsented.class,
            it ->
                new RecoveryConsented(
                    ((RecoveryConsented) it).consent(), Amount.of(30), Amount.of(30)),
            "the exposure"));
  }

  @ParameterizedTest
  @MethodSource("recoveries")
  void aForgedRecoveryIsFound(Forgery forgery) {
    isFound(forgery);
  }

  @ParameterizedTest
  @MethodSource("consents")
  void aForgedConsentIsFound(Forgery forgery) {
    isFound(forgery);
  }

  private void isFound(Forgery forgery) {
    int place = place(forgery.kind());
    Forger forger = forger().event(place, forgery.change()::apply);
    found(forger, place, forgery.finding());
  }

  private void found(Forger forger, int place, String what) {
    assertThat(ForgedStory.audit(forger.sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(place);
              assertThat(it.what()).isEqualTo(what);
            });
  }

  @Test
  void aMissingConsentIsFound() {
    int place = place(RecoveryConsented.class);
    found(forger().without(place), place, "the consent of orchard");
  }

  @Test
  void aConsentWithoutItsRecoveryIsFound() {
    int place = place(LogRecovered.class);
    found(forger().without(place), place, "the recovery consented to");
  }

  @Test
  void aConsentThatIsCountedTwiceIsFound() {
    int place = place(RecoveryConsented.class) + 1;
    RecoveryConsented again =
        new RecoveryConsented(consented(Amount.of(30)).consent(), Amount.of(30), Amount.of(75));
    found(forger().insert(place, _ -> again), place, "the part of the consent");
  }

  @Test
  void aReleaseBeforeTheConsentIsFound() {
    int place = place(RecoveryConsented.class);
    Event release = forger().at(ForgedRecoveryTest.release).event();
    found(forger().insert(place, _ -> release), place, "the consent of orchard");
  }
}
