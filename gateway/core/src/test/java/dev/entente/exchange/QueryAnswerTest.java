package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import dev.entente.agreement.SampleTerms;
import dev.entente.disclosure.FakePolicy;
import dev.entente.json.Json;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.Jwks;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.SentRequest;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

class QueryAnswerTest {
  private final House house = House.open();

  @Test
  void anAnswerSaysWhatTheProtocolSaysInItsOrder() {
    var answer = house.ask("{\"fields\":[\"ticker\",\"employees\",\"margin\"],\"limit\":2}");
    String receipt = House.json(answer).get("receipt").textValue();
    String next = House.json(answer).get("next").textValue();
    assertThat(House.text(answer).replace(receipt, "R").replace(next, "N"))
        .isEqualTo(
            """
            {"agreement":"orchard","dataset":"accounts","stage":"early","policy":"POLICY",\
            "records":[{"ticker":"ACME","employees":"100-999"},{"ticker":"BOLT","employees":"<100"}],\
            "next":"N","fields":{\
            "ticker":{"release":"full"},"sector":{"release":"full"},\
            "employees":{"release":"band","because":"stage","unlock":["reach stage mid"]},\
            "city":{"release":"full"},"rating":{"release":"full"},\
            "award":{"release":"withheld","because":"milestone","unlock":["show joint-win"]},\
            "margin":{"release":"withheld","because":"stage","unlock":["reach stage late"]}},\
            "reciprocity":{"value":5,"exposure":5,"window":500,"remaining":495,"limited":false},\
            "receipt":"R"}"""
                .replace("POLICY", FakePolicy.revision("one").value()));
    assertThat(answer.headers().combined("content-type")).isEqualTo("application/json");
  }

  @Test
  void anAnswerIsSignedToItsRequest() {
    var request = house.signed(house.partner, "POST", House.QUERY, "{}");
    var answer = house.send(request);
    var verifier = new AnswerVerifier(Jwks.of(house.gateway.publicKey()));
    var received = new ReceivedAnswer(answer.status(), answer.headers(), answer.body());
    assertThat(verifier.verify(request, received)).isInstanceOf(AnswerProof.Addressed.class);
    var other = house.signed(house.partner, "POST", House.QUERY, "{}");
    assertThat(verifier.verify(other, received)).isInstanceOf(AnswerProof.Unproved.class);
  }

  @Test
  void aReceiptNamesTheEntryTheRequestAndTheRecords() throws ParseException, JOSEException {
    house.ask("{\"fields\":[\"sector\"]}"); // so that what was given is more than this gives
    var request = house.signed(house.partner, "POST", House.QUERY, "{\"sort\":[\"-city\"]}");
    var answer = House.json(house.send(request));
    var receipt = JWSObject.parse(answer.get("receipt").textValue());
    assertThat(receipt.verify(new Ed25519JwsVerifier(house.gateway.publicKey()))).isTrue();
    assertThat(receipt.verify(new Ed25519JwsVerifier(house.rival.publicKey()))).isFalse();
    assertThat(receipt.getHeader().toJSONObject())
        .containsOnly(
            org.assertj.core.api.Assertions.entry("alg", "EdDSA"),
            org.assertj.core.api.Assertions.entry("kid", house.gateway.id().toString()),
            org.assertj.core.api.Assertions.entry("typ", "entente-receipt+jwt"));

    var claims = Json.read(receipt.getPayload().toBytes());
    int index = house.ledger.events().size() - 1;
    var entry = (Disclosed) house.ledger.events().get(index);
    assertThat(claims.propertyStream().map(java.util.Map.Entry::getKey))
        .containsExactly(
            "iss",
            "iat",
            "agreement",
            "log",
            "index",
            "leaf",
            "request",
            "records",
            "value",
            "stage",
            "policy",
            "decision");
    assertThat(claims.get("iss").textValue()).isEqualTo("halden");
    assertThat(claims.get("log").textValue()).isEqualTo("halden");
    assertThat(claims.get("iat").longValue()).isEqualTo(house.now.getEpochSecond());
    assertThat(claims.get("index").intValue()).isEqualTo(index);
    assertThat(claims.get("leaf").textValue())
        .isEqualTo(Sha256.hash(new byte[1], house.ledger.bytes(index)).toString());
    assertThat(claims.get("agreement").textValue()).isEqualTo("orchard");
    assertThat(claims.get("stage").textValue()).isEqualTo("early");
    assertThat(claims.get("policy").textValue()).isEqualTo(FakePolicy.revision("one").value());
    assertThat(claims.get("request").textValue())
        .isEqualTo(entry.request().toString())
        .isEqualTo(Sha256.hash(base(request)).toString());
    assertThat(claims.get("records").textValue())
        .isEqualTo(Sha256.hash(Json.canonical(answer.get("records"))).toString());
    assertThat(claims.get("value").decimalValue())
        .isEqualByComparingTo(answer.get("reciprocity").get("value").decimalValue())
        .isEqualByComparingTo(entry.value().decimal())
        .isNotEqualByComparingTo(entry.exposure().decimal());
  }

  /** RFC 9421 section 2.5, written out once more. */
  private static byte[] base(SentRequest request) {
    var head = request.head();
    String parameters = head.headers().combined("signature-input").replaceFirst("^[^=]*=", "");
    String base =
        """
        "@method": POST
        "@target-uri": https://halden.example%s
        "content-type": application/json
        "content-digest": %s
        "@signature-params": %s"""
            .formatted(head.path(), head.headers().combined("content-digest"), parameters);
    return base.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theReceiptOfAPageThatWasCutNamesTheRecordsThatLeft() throws ParseException {
    var tight = House.open(SampleTerms.windowOf(2));
    var answer = House.json(tight.ask("{\"fields\":[\"ticker\"]}"));
    assertThat(answer.get("records")).hasSize(2);
    var receipt = JWSObject.parse(answer.get("receipt").textValue());
    assertThat(Json.read(receipt.getPayload().toBytes()).get("records").textValue())
        .isEqualTo(Sha256.hash(Json.canonical(answer.get("records"))).toString());
  }

  @Test
  void whatWasSeenCostsNothingAgain() {
    assertThat(figure(house.ask("{}"), "value")).isEqualTo("44.5");
    assertThat(figure(house.ask("{}"), "value")).isEqualTo("0");
    assertThat(figure(house.ask("{\"filter\":\"city==Ulm\"}"), "exposure")).isEqualTo("44.5");
  }

  @Test
  void filterAndSortFieldsArePricedThoughTheyAreNotShown() {
    var answer =
        house.ask("{\"fields\":[\"ticker\"],\"filter\":\"city==Ulm\",\"sort\":[\"sector\"]}");
    assertThat(House.json(answer).get("records")).hasToString("[{\"ticker\":\"CORE\"}]");
    assertThat(figure(answer, "value")).isEqualTo("4");
  }

  @Test
  void anAnswerWithoutRecordsIsAnEntryWithAReceipt() {
    int before = house.ledger.events().size();
    var answer = House.json(house.ask("{\"filter\":\"city==Rome\"}"));
    assertThat(answer.get("records")).isEmpty();
    assertThat(answer.get("next").isNull()).isTrue();
    assertThat(answer.get("receipt").textValue()).isNotEmpty();
    assertThat(house.ledger.events()).hasSize(before + 1);
  }

  @Test
  void forAnUnagreedPurposeEveryFieldIsWithheldAndNoRowIsRead() {
    int read = house.source.selections().size();
    for (String purpose : new String[] {"resale", "joint-planning ", ""}) {
      var answer = House.json(house.ask("{\"purpose\":\"" + purpose + "\"}"));
      assertThat(answer.get("records")).isEmpty();
      assertThat(answer.get("fields").size()).isEqualTo(7);
      answer
          .get("fields")
          .forEach(f -> assertThat(f.get("because").textValue()).isEqualTo("purpose"));
    }
    assertThat(house.source.selections()).hasSize(read);
  }

  private static String figure(SignedAnswer answer, String name) {
    return House.json(answer).get("reciprocity").get(name).asText();
  }
}
