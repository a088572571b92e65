package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {
  private static final String TARGET = House.ORCHARD + "/acknowledgements";

  private final House house = House.open();

  @Test
  void whatWasReleasedIsAcknowledgedOnceAndRecorded() {
    String receipt = receipt();
    int index = house.ledger.events().size() - 1;
    String signed = Acknowledgement.sign(receipt, house.partner);
    assertThat(House.text(send(signed)))
        .isEqualTo(
            """
            {"agreement":"orchard","acknowledgements":[\
            {"acknowledgement":0,"fate":"acknowledged","index":%d}],\
            "unacknowledged":{"count":0,"oldest":null,"overdue":0,"entries":[]}}"""
                .formatted(index));
    var recorded = (Acknowledged) house.ledger.events().getLast();
    assertThat(recorded.key()).isEqualTo(house.partner.id());
    assertThat(recorded.entries())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.index()).isEqualTo(index);
              assertThat(it.acknowledgement()).isEqualTo(signed);
            });
  }

  /** The answer may be lost: what is sent again changes nothing, in whatever order. */
  @Test
  void repeatedAndReorderedItIsADuplicate() {
    List<String> signed = new ArrayList<>(signed(5));
    Collections.reverse(signed);
    assertThat(fates(send(signed))).containsOnly("acknowledged").hasSize(5);
    int entries = house.ledger.events().size();
    Collections.shuffle(signed);
    assertThat(fates(send(signed))).containsOnly("duplicate").hasSize(5);
    assertThat(house.ledger.events()).hasSize(entries);
  }

  @Test
  void twiceInOneBodyItCountsOnce() {
    String receipt = receipt();
    String one = Acknowledgement.sign(receipt, house.partner);
    assertThat(fates(send(one, one))).containsExactly("acknowledged", "duplicate");
  }

  @Test
  void oneThatIsNotSoundStopsNoOther() {
    String contributed =
        House.json(house.contribute("{\"campaign\":\"c1\",\"reach\":3}"))
            .get("receipt")
            .textValue();
    String reserved =
        House.json(
                house.post(
                    House.ORCHARD + "/datasets/accounts/exports",
                    "{\"fields\":[\"ticker\"],\"records\":1}"))
            .get("receipt")
            .textValue();
    String foreign =
        House.json(
                house.call(
                    house.rival, "POST", "/v1/agreements/plums/datasets/accounts/query", "{}"))
            .get("receipt")
            .textValue();
    var answer =
        send(
            "nonsense",
            Acknowledgement.sign(receipt(), house.rival),
            Acknowledgement.sign(receipt(), SigningKey.generate()),
            Acknowledgement.sign(foreign, house.partner),
            Acknowledgement.sign(contributed, house.partner),
            Acknowledgement.sign(reserved, house.partner),
            Acknowledgement.sign(forged(), house.partner),
            Acknowledgement.sign(receipt(), house.partner));
    assertThat(fates(answer))
        .containsExactly(
            "invalid",
            "invalid",
            "invalid",
            "invalid",
            "invalid",
            "invalid",
            "invalid",
            "acknowledged");
    assertThat(becauses(answer))
        .satisfiesExactly(
            it -> assertThat(it).contains("no compact JWS"),
            it -> assertThat(it).contains("not in the key set"),
            it -> assertThat(it).contains("not in the key set"),
            it -> assertThat(it).contains("of the agreement plums; acknowledge it there"),
            it -> assertThat(it).contains("contribution, which released nothing"),
            it -> assertThat(it).contains("reservation, which released nothing"),
            it -> assertThat(it).contains("the receipt inside: its signature does not verify"));
    assertThat(House.json(answer).at("/unacknowledged/count").intValue()).isEqualTo(3);
  }

  /** We signed it, but it is not what our log has there. */
  @Test
  void aReceiptOfAnotherHistoryIsNotAcknowledged() {
    receipt();
    House other = House.open();
    String elsewhere = House.json(other.ask("{}")).get("receipt").textValue();
    String[] parts = elsewhere.split("\\.", -1);
    String header =
        encoded(
            "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"entente-receipt+jwt\"}"
                .formatted(house.gateway.id()));
    String input = header + "." + parts[1];
    String resigned =
        input + "." + encoded(house.gateway.sign(input.getBytes(StandardCharsets.US_ASCII)));
    var answer = send(Acknowledgement.sign(resigned, house.partner));
    assertThat(becauses(answer).getFirst()).contains("not the one that the receipt names");
  }

  @Test
  void aReceiptThatAnotherGatewayIssuedJustNowIsLookedFor() {
    String signed = Acknowledgement.sign(receipt(), house.partner);
    house.ledger.fallBehind();
    assertThat(fates(send(signed))).containsExactly("acknowledged");
  }

  @Test
  void manyAreSplitOverAsManyEntriesAsTheyTakeInOneStep() {
    List<String> signed = signed(120);
    int before = house.ledger.events().size();
    var answer = send(signed);
    assertThat(fates(answer)).hasSize(120).containsOnly("acknowledged");
    int after = house.ledger.events().size();
    assertThat(after - before).isBetween(2, 5);
    for (int i = before; i < after; i++) {
      assertThat(house.ledger.bytes(i)).hasSizeLessThanOrEqualTo(EntryJson.LARGEST);
    }
    assertThat(house.ledger.notes().stream().filter("changed"::equals)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"acknowledgements\":[]}",
        "{\"acknowledgements\":\"x\"}",
        "{\"acknowledgements\":[7]}",
        "{\"acknowledgements\":[\"x\"],\"more\":1}"
      })
  void aBodyThatCannotBeReadTakesNothing(String body) {
    assertThat(House.outcome(house.post(TARGET, body))).isEqualTo("400 query-malformed");
  }

  @Test
  void tooManyAtOnceTakeNothing() {
    String sound = Acknowledgement.sign(receipt(), house.partner);
    int entries = house.ledger.events().size();
    var answer = send(Collections.nCopies(501, sound));
    assertThat(House.outcome(answer)).isEqualTo("400 query-malformed");
    assertThat(House.text(answer)).contains("1 to 500", "/acknowledgements");
    assertThat(house.ledger.events()).hasSize(entries);
    assertThat(fates(send(Collections.nCopies(500, sound)))).hasSize(500);
  }

  @Test
  void nothingIsAnsweredThatIsNotDurable() {
    String sound = Acknowledgement.sign(receipt(), house.partner);
    house.ledger.breakDown();
    assertThat(House.outcome(send(sound))).isEqualTo("503 ledger-unavailable");
    house.ledger.mend();
    assertThat(fates(send(sound))).containsExactly("acknowledged");
  }

  @Test
  void theStandingSaysWhatWaitsAndForHowLong() {
    String first = receipt();
    house.now = house.now.plus(Duration.ofHours(20));
    receipt();
    house.now = house.now.plus(Duration.ofHours(5));
    assertThat(waiting())
        .hasToString(
            "{\"count\":2,\"oldest\":\"2026-11-22T10:00:00Z\",\"overdue\":1,\"entries\":[5,6]}");
    send(Acknowledgement.sign(first, house.partner));
    assertThat(waiting())
        .hasToString(
            "{\"count\":1,\"oldest\":\"2026-11-23T06:00:00Z\",\"overdue\":0,\"entries\":[6]}");
  }

  /** Its answer was lost on the way, so the partner has nothing to sign. */
  @Test
  void aReceiptThatNeverArrivedIsIssuedAgainAndAcknowledged() {
    String lost = receipt();
    int index = house.ledger.events().size() - 1;
    String again = House.json(house.get(entry(index))).get("receipt").textValue();
    var claims = (com.fasterxml.jackson.databind.node.ObjectNode) ReceiptClaims.of(lost);
    claims.remove("records"); // which the ledger does not know
    assertThat(ReceiptClaims.of(again)).isEqualTo(claims);
    assertThat(fates(send(Acknowledgement.sign(again, house.partner))))
        .containsExactly("acknowledged");
    assertThat(fates(send(Acknowledgement.sign(lost, house.partner)))).containsExactly("duplicate");
  }

  @Test
  void whatReleasedNothingHasNoReceiptAndOthersReceiptsAreUnknown() {
    receipt();
    assertThat(House.outcome(house.get(entry(0)))).isEqualTo("404 entry-unknown");
    assertThat(House.outcome(house.get(entry(1)))).isEqualTo("404 entry-unknown");
    assertThat(House.outcome(house.get(entry(99)))).isEqualTo("404 entry-unknown");
    assertThat(House.outcome(house.post(entry(5), "{}"))).isEqualTo("405 method-not-allowed");
  }

  private static String entry(int index) {
    return House.ORCHARD + "/entries/" + index + "/receipt";
  }

  @Test
  void whoIsNoPartyAcknowledgesNothing() {
    String sound = Acknowledgement.sign(receipt(), house.partner);
    String body = new String(body(List.of(sound)), StandardCharsets.UTF_8);
    assertThat(House.outcome(house.call(house.rival, "POST", TARGET, body)))
        .isEqualTo("404 not-a-party");
    assertThat(House.outcome(house.get(TARGET))).isEqualTo("405 method-not-allowed");
    var proposed = new House();
    assertThat(House.outcome(proposed.post(TARGET, body))).isEqualTo("403 agreement-not-accepted");
  }

  private JsonNode waiting() {
    return House.json(house.get(House.ORCHARD + "/standing")).get("unacknowledged");
  }

  private String receipt() {
    return House.json(house.ask("{}")).get("receipt").textValue();
  }

  private List<String> signed(int count) {
    return Stream.generate(this::receipt)
        .limit(count)
        .map(it -> Acknowledgement.sign(it, house.partner))
        .toList();
  }

  /** A receipt under our name that we did not sign. */
  private String forged() {
    String[] parts = receipt().split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + encoded(claims.replace("early", "later")) + "." + parts[2];
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private SignedAnswer send(String... signed) {
    return send(Arrays.asList(signed));
  }

  private SignedAnswer send(List<String> signed) {
    return house.post(TARGET, new String(body(signed), StandardCharsets.UTF_8));
  }

  private static byte[] body(List<String> signed) {
    return Json.write(Map.of("acknowledgements", signed));
  }

  private static List<String> fates(SignedAnswer answer) {
    return House.json(answer).get("acknowledgements").findValuesAsText("fate");
  }

  private static List<String> becauses(SignedAnswer answer) {
    return House.json(answer).get("acknowledgements").findValuesAsText("because");
  }
}
