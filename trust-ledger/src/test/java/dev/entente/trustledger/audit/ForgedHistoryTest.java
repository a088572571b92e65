package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
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
import dev.entente.signature.Sha256;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.AllianceStories;
import dev.entente.trustledger.KeyPair25519;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedHistoryTest extends ForgedStory {
  static Stream<Arguments> histories() {
    return Stream.of(
        history(
            "the window is exceeded, all figures fitting",
            ForgedHistoryTest::exceed,
            LAST,
            "the value"),
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
        history(
            "the policy was never activated", it -> it.without(POLICY), FIRST - 1, "the policy"),
        history(
            "the policy is another since",
            it -> it.event(POLICY, _ -> new PolicyActivated(PolicyRevision.of(new byte[] {2}))),
            FIRST,
            "the policy"),
        history(
            "a day's leak was left out",
            it -> it.without(AGAIN_FORGIVEN),
            LAST - 1,
            "the leak of orchard that was not counted before it"),
        history(
            "a day's leak is doubled",
            it -> it.event(FORGIVEN, ForgedHistoryTest::twice),
            FORGIVEN,
            "the amount"),
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
            "the leak of orchard that was not counted before it"),
        history("opened twice", it -> twiceOpened(it), 10, "what it says"),
        history(
            "the terms are not those signed",
            ForgedHistoryTest::otherTerms,
            OPENED,
            "the terms' hash signed"),
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
            it ->
                it.event(
                    ACCEPTED,
                    e ->
                        call(
                            e,
                            c ->
                                new SignedCall(
                                    c.key(), c.base(), flipped(c.signature()), c.body()))),
            ACCEPTED,
            "the partner's signature"),
        history(
            "the partner's key is a stranger's",
            it ->
                it.event(
                    ACCEPTED,
                    e -> call(e, c -> new SignedCall(LOG.id(), c.base(), c.signature(), c.body()))),
            ACCEPTED,
            "the key"),
        history(
            "the body is not the one signed",
            it ->
                it.event(
                    ACCEPTED,
                    e ->
                        call(
                            e,
                            c -> new SignedCall(c.key(), c.base(), c.signature(), c.body() + " "))),
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
            it ->
                it.bytes(
                    FIRST, text(it, FIRST).replace(",", ", ").getBytes(StandardCharsets.UTF_8)),
            FIRST,
            "its form"),
        history(
            "an entry of an unknown kind",
            it ->
                it.bytes(
                    POLICY,
                    text(it, POLICY)
                        .replace("policy.activated", "policy.forgotten")
                        .getBytes(StandardCharsets.UTF_8)),
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
    byte[] wider =
        text(forger, OPENED)
            .replace("\"window\":500", "\"window\":600")
            .getBytes(StandardCharsets.UTF_8);
    String hash = ((AgreementOpened) forger.at(OPENED).event()).terms().hash().toString();
    return forger.bytes(OPENED, AllianceStories.rehashed(wider, hash));
  }

  private static Event gatewayKey(AgreementOpened it, KeyPair25519 key) {
    return new AgreementOpened(it.terms(), it.keys(), key.jwk(), it.signature(), it.debt());
  }

  private static Event signature(AgreementOpened it, String signature) {
    return new AgreementOpened(it.terms(), it.keys(), it.gatewayKey(), signature, it.debt());
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
          return new SignedCall(c.key(), base, AllianceStories.signedByPartner(base), c.body());
        });
  }

  private static String flipped(String signature) {
    return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
  }

  private static String text(Forger forger, int index) {
    return new String(forger.entries.get(index).bytes(), StandardCharsets.UTF_8);
  }
}
