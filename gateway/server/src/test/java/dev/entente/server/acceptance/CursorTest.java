package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.policies.Bundle;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor is good for the query it was given for, by those it was given to, and unchanged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CursorTest {
  private static final String FIRST =
      "{\"fields\":[\"ticker\"],\"sort\":[\"-sector\"],\"limit\":2}";

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private int policies;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance =
        RichAlliance.in(directory)
            .change("agreements/pear.yaml", "datasets: [secrets]", "datasets: [accounts]")
            .change("agreements/orchard.yaml", "[accounts]", "[accounts, secrets]");
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    accept(alliance.pear, "/v1/agreements/pear");
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private void accept(SigningKey key, String agreement) {
    var probe = new Probe(gateway);
    String hash =
        probe.send(HandMade.get(gateway, key, agreement)).json().get("terms-hash").textValue();
    probe.send(
        HandMade.post(
            gateway, key, agreement + "/acceptance", "{\"terms-hash\":\"" + hash + "\"}"));
  }

  private Reply ask(SigningKey key, String agreement, String dataset, String body) {
    String target = "/v1/agreements/" + agreement + "/datasets/" + dataset + "/query";
    return new Probe(gateway).send(HandMade.post(gateway, key, target, body));
  }

  private Reply ask(String body) {
    return ask(alliance.orchard, "orchard", "accounts", body);
  }

  private String cursor() {
    return ask(FIRST).json().get("next").textValue();
  }

  private static String with(String cursor, String query) {
    return query.substring(0, query.length() - 1) + ",\"cursor\":\"" + cursor + "\"}";
  }

  @Test
  void itGoesOnWhereThePageEndedAlsoAfterARestart() {
    String cursor = cursor();
    String second = ask(with(cursor, FIRST)).json().get("records").toString();
    assertThat(second).isNotEqualTo(ask(FIRST).json().get("records").toString());

    gateway.restart();

    assertThat(ask(with(cursor, FIRST)).json().get("records").toString()).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fields\":[\"ticker\"],\"sort\":[\"-sector\"],\"limit\":3}",
        "{\"fields\":[\"ticker\"],\"sort\":[\"sector\"],\"limit\":2}",
        "{\"fields\":[\"sector\"],\"sort\":[\"-sector\"],\"limit\":2}",
        "{\"fields\":[\"ticker\"],\"limit\":2}",
        "{\"fields\":[\"ticker\"],\"sort\":[\"-sector\"],\"limit\":2,\"filter\":\"sector==Energy\"}",
        "{\"fields\":[\"ticker\"],\"sort\":[\"-sector\"],\"limit\":2,\"purpose\":\"joint-planning\"}"
      })
  void ofAnotherQueryItIsRefused(String query) {
    Reply reply = ask(with(cursor(), query));
    Probe.isRefused(reply, 400, "query-malformed");
    assertThat(reply.json().get("pointer").textValue()).isEqualTo("/cursor");
  }

  /** After another policy both agreements are in one epoch, which then tells them apart no more. */
  @Test
  void ofAnotherAgreementOrDatasetItIsRefused() throws IOException {
    anotherPolicy();
    String stolen = with(cursor(), FIRST);

    Probe.isRefused(ask(alliance.pear, "pear", "accounts", stolen), 400, "query-malformed");
    Probe.isRefused(ask(alliance.orchard, "orchard", "secrets", stolen), 400, "query-malformed");
    assertThat(ask(stolen).status()).isEqualTo(200);
  }

  @Test
  void ofAnotherPolicyItIsStale() throws IOException {
    String cursor = cursor();
    assertThat(ask(with(cursor, FIRST)).status()).isEqualTo(200);
    String policy = ask(FIRST).json().get("policy").textValue();

    anotherPolicy();

    Reply stale = ask(with(cursor, FIRST));
    Probe.isRefused(stale, 400, "query-malformed");
    assertThat(stale.json().get("detail").textValue()).contains("to start again");
    Reply again = ask(FIRST);
    assertThat(again.json().get("policy").textValue()).isNotEqualTo(policy);
    assertThat(again.json().at("/reciprocity/value").intValue()).isZero();
  }

  /** Between the default policy and the same rules in other bytes. */
  private void anotherPolicy() throws IOException {
    Path bundle = alliance.root.resolve("policies/bundle.tar.gz");
    Files.createDirectories(bundle.getParent());
    Files.write(bundle, theDefaultPolicyPackedOtherwise(++policies));
    gateway.restart();
  }

  private static byte[] theDefaultPolicyPackedOtherwise(int level) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var in = new GZIPInputStream(Bundle.class.getResourceAsStream("default-bundle.tar.gz"));
        var out = new Packing(packed, level)) {
      in.transferTo(out);
    }
    return packed.toByteArray();
  }

  private static final class Packing extends GZIPOutputStream {
    private Packing(OutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }

  @Test
  void aByteChangedAnywhereIsRefused() {
    String cursor = cursor();
    for (int at = 0; at < cursor.length(); at++) {
      char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
      Probe.isRefused(ask(with(changed, FIRST)), 400, "query-malformed");
    }
    Probe.isRefused(ask(with(cursor + "AAAA", FIRST)), 400, "query-malformed");
  }
}
