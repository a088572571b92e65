package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Acknowledgements.signing;
import static dev.entente.trustledger.Alliance.GATEWAY;
import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Countersigned;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.operator.Command;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.Acknowledgements;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedAcknowledgementTest {
  private static final KeyPair25519 STRANGER = KeyPair25519.named("stranger");

  @TempDir static Path story;
  @TempDir Path forged;

  /** Three releases, of which the first two are acknowledged. */
  @BeforeAll
  static void tell() {
    try (Alliance alliance = Alliance.in(story)) {
      alliance.governed().agreed();
      String first = Acknowledgements.receipt(alliance, 1);
      String second = Acknowledgements.receipt(alliance, 2);
      Acknowledgements.receipt(alliance, 3);
      Acknowledgements.take(alliance, Acknowledgements.of(first), Acknowledgements.of(second));
    }
  }

  /** A forgery of the acknowledgement or of what comes before it, and what is found of it. */
  record Forgery(String name, UnaryOperator<Forger> change, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        forged("the entry names another key", it -> of(LOG, it.entries()), "the key"),
        forged(
            "another key of the partner's than the one named signed",
            it -> of(GATEWAY, it.entries()),
            "the key of the acknowledgement"),
        dual("a stranger signed", it -> sign(receipt(it), STRANGER), "the acknowledgement"),
        dual(
            "a stranger signed under the partner's name",
            it -> header(it) + tail(sign(receipt(it), STRANGER)),
            "the acknowledgement"),
        dual(
            "a stranger signed the receipt inside",
            it -> sign(claims(receipt(it), "", "", STRANGER), PARTNER),
            "the acknowledgement"),
        dual(
            "the receipt inside was altered",
            it -> sign(receipt(it).replaceFirst("\\.[^.]", ".f"), PARTNER),
            "the acknowledgement"),
        dual("there is no receipt in it", it -> sign("nothing", PARTNER), "the acknowledgement"),
        dual(
            "we signed another leaf",
            it ->
                sign(
                    claims(receipt(it), "leaf\":\".{43}", "leaf\":\"" + "A".repeat(43), GATEWAY),
                    PARTNER),
            "the leaf of the receipt"),
        dual(
            "it is of another agreement",
            it -> sign(claims(receipt(it), "orchard", "meadow", GATEWAY), PARTNER),
            "the agreement of the receipt"),
        dual(
            "it is of another log",
            it -> sign(claims(receipt(it), "log\":\"halden", "log\":\"walden", GATEWAY), PARTNER),
            "the log of the receipt"),
        forged(
            "the entry stands for the receipt of another",
            it ->
                of(PARTNER, List.of(new Countersigned(third(), dual(it, 0)), it.entries().get(1))),
            "the entry of the receipt"),
        forged(
            "it is of what did not happen yet",
            it -> of(PARTNER, List.of(new Countersigned(99, dual(it, 0)))),
            "the leaf of the receipt"),
        forged(
            "one is acknowledged twice",
            it -> of(PARTNER, List.of(it.entries().getFirst(), it.entries().getFirst())),
            "what it says"),
        forged(
            "one is acknowledged that released nothing",
            it -> of(PARTNER, List.of(new Countersigned(1, dual(it, 0)))),
            "what it says"),
        new Forgery(
            "the release was rewritten after it",
            it ->
                it.event(
                    it.index(Disclosed.class::isInstance, 0),
                    event -> Releases.of((Disclosed) event).records(0).done()),
            "the leaf of the receipt"),
        new Forgery(
            "the key had been revoked",
            it ->
                it.insert(
                    it.index(Acknowledged.class::isInstance, 0),
                    time ->
                        new dev.entente.ledger.Event.Ordered(
                            People.order(
                                People.ANA, new Command.Revoke(ORCHARD, PARTNER.id()), time))),
            "the key"));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void an_acknowledgement_that_is_changed_is_found(Forgery forgery) {
    Forger forger = forgery.change().apply(Forger.of(story.resolve("state")));
    int place = forger.index(Acknowledged.class::isInstance, 0);

    assertThat(ForgedStory.audit(forger.sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(place);
              assertThat(it.what()).isEqualTo(forgery.finding());
            });
  }

  @Test
  void the_same_acknowledged_again_later_is_found() {
    Forger forger = Forger.of(story.resolve("state"));
    int place = forger.index(Acknowledged.class::isInstance, 0);
    var again = forger.at(place).event();

    assertThat(ForgedStory.audit(forger.insert(place + 1, _ -> again).sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(place + 1);
              assertThat(it.found()).contains("does not wait for it");
            });
  }

  @Test
  void as_it_was_told_all_of_it_holds() {
    assertThat(ForgedStory.audit(Forger.of(story.resolve("state")).sign(forged)).findings())
        .isEmpty();
  }

  private static Forgery forged(String name, UnaryOperator<Acknowledged> change, String finding) {
    return new Forgery(
        name,
        forger ->
            forger.event(
                forger.index(Acknowledged.class::isInstance, 0),
                it -> change.apply((Acknowledged) it)),
        finding);
  }

  /** Changes the first of its dual receipts. */
  private static Forgery dual(String name, UnaryOperator<String> change, String finding) {
    return forged(
        name,
        it ->
            of(
                PARTNER,
                List.of(
                    new Countersigned(it.entries().getFirst().index(), change.apply(dual(it, 0))),
                    it.entries().get(1))),
        finding);
  }

  private static Acknowledged of(KeyPair25519 key, List<Countersigned> entries) {
    return new Acknowledged(ORCHARD, key.id(), entries);
  }

  private static String dual(Acknowledged acknowledged, int nth) {
    return acknowledged.entries().get(nth).acknowledgement();
  }

  private static long third() {
    return Forger.of(story.resolve("state")).index(Disclosed.class::isInstance, 2);
  }

  private static String receipt(String dual) {
    return Acknowledgement.receipt(dual);
  }

  private static String sign(String receipt, KeyPair25519 key) {
    return Acknowledgement.sign(receipt, signing(key));
  }

  private static String header(String dual) {
    return dual.substring(0, dual.indexOf('.'));
  }

  private static String tail(String dual) {
    return dual.substring(dual.indexOf('.'));
  }

  /** The receipt with other claims, signed by that key under its own name. */
  private static String claims(String receipt, String part, String by, KeyPair25519 signer) {
    SigningKey key = signing(signer);
    String claims =
        new String(
            Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    String header =
        "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"entente-receipt+jwt\"}".formatted(key.id());
    String input = encoded(header) + "." + encoded(claims.replaceFirst(part, by));
    byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
