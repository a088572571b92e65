package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import dev.entente.json.Json;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

/** What a partner and an owner can prove of a contribution later. */
class ContributionReceiptTest {
  private static final String BODY =
      "{\"records\":[{\"reach\":3,\"campaign\":\"c1\"},{\"campaign\":7}]}";

  private final House house = House.open();

  @Test
  void aReceiptNamesTheEntryTheRequestAndTheRecords() throws ParseException, JOSEException {
    var answer = House.json(house.contribute("application/json", BODY, "k1"));
    var receipt = JWSObject.parse(answer.get("receipt").textValue());
    assertThat(receipt.verify(new Ed25519JwsVerifier(house.gateway.publicKey()))).isTrue();
    assertThat(receipt.getHeader().getType()).hasToString("entente-receipt+jwt");

    var claims = ReceiptClaims.of(answer.get("receipt").textValue());
    int index = house.ledger.events().size() - 1;
    var entry = (Received) house.ledger.events().get(index);
    var records = Json.read(BODY.getBytes(StandardCharsets.UTF_8)).get("records");
    assertThat(claims)
        .hasToString(
            """
            {"iss":"halden","iat":%d,"agreement":"orchard","log":"halden","index":%d,"leaf":"%s",\
            "request":"%s","records":"%s","credit":6,"stage":"early"}"""
                .formatted(
                    house.now.getEpochSecond(),
                    index,
                    Sha256.hash(new byte[1], house.ledger.bytes(index)),
                    entry.request(),
                    Sha256.hash(Json.canonical(records))));
  }

  @Test
  void theEntrysRootIsOverTheRecordsThatTheOwnerHas() {
    house.contribute("application/json", BODY, "k1");
    int index = house.ledger.events().size() - 1;
    var entry = EntryJson.read(house.ledger.bytes(index));
    var received = (Received) entry.event();
    assertThat(house.inbox.kept().get(received.request()))
        .containsExactly(
            "{\"record\":0,\"read\":{\"campaign\":\"c1\",\"reach\":3}}",
            "{\"record\":1,\"fate\":\"invalid\",\"because\":\"campaign: a number where a value of"
                + " type string belongs\",\"read\":{\"campaign\":7}}");
    var root = new MerkleRoot();
    for (String line : house.inbox.kept().get(received.request())) {
      byte[] record = Json.canonical(Json.read(line.getBytes(StandardCharsets.UTF_8)).get("read"));
      root.add(Sha256.hash(new byte[1], entry.salt().bytes(), record));
    }
    assertThat(received.root()).isEqualTo(root.root());
  }
}
