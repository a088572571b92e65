package dev.entente.server.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path folder;
  private TinyAlliance alliance;
  private Author author;

  @BeforeAll
  static void opa() throws InterruptedException {
    Author.isThere();
  }

  @BeforeEach
  void write() {
    alliance =
        new TinyAlliance(folder.resolve("halden"))
            .change("entente.yaml", "admin: ", "policy: {engine: embedded, poll: 1}\nadmin: ");
    author = new Author(folder, alliance.root.resolve("policies/bundle.tar.gz"));
  }

  @Test
  void anotherBundleComesIntoForceWithoutARestartAndStandsInTheLedger() throws Exception {
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(withheld(gateway)).as("by the product's own policy").isEqualTo("margin");
      String before = policy(gateway);

      author.publish(author.denying("sector", "1"));
      awaitWithheld(gateway, "sector");
      author.publish(author.denying("employees", "2"));
      awaitWithheld(gateway, "employees");

      assertThat(policy(gateway)).isNotEqualTo(before);
      gateway.restart();
      assertThat(withheld(gateway)).isEqualTo("employees");
    }
    assertThat(activated()).endsWith("1", "2").hasSize(3);
    assertThat(run("audit", alliance.root.toString())).contains("everything holds");
  }

  @Test
  void whatIsWrongWithABundleLeavesTheOneBeforeInForceAndIsSaid() throws Exception {
    author.publish(author.denying("sector", "5"));
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(withheld(gateway)).isEqualTo("sector");

      author.publish(author.denying("employees", "4"));
      awaitAlarm(gateway, "`4`, does not come after `5`");
      author.publish(author.denying("employees", "5"));
      awaitAlarm(gateway, "`5`, does not come after `5`");
      author.publish(author.mistaken("6"));
      awaitAlarm(gateway, "fails its own tests: entente/custom_check/test_sector_is_denied");
      author.publish(Files.writeString(folder.resolve("half"), "half a bundle"));
      awaitAlarm(gateway, "not a whole .tar.gz archive");
      Files.delete(alliance.root.resolve("policies/bundle.tar.gz"));
      awaitAlarm(gateway, "cannot be read");

      assertThat(withheld(gateway)).isEqualTo("sector");
      assertThat(gateway.wire().get("/readyz").status()).isEqualTo(200);
      assertThat(new String(admin(gateway, "/metrics"), UTF_8))
          .as("each once, however often it was looked at")
          .contains("entente_policy_bundles_total{outcome=\"refused\"} 5.0");

      author.publish(author.denying("employees", "6"));
      awaitWithheld(gateway, "employees");
      assertThat(alarms(gateway)).isEmpty();
    }
    assertThat(activated()).containsExactly("5", "6");
  }

  @Test
  void anOlderOneComesBackByARecordedOrderAndTheNewerStaysAway() throws Exception {
    author.publish(author.denying("sector", "1"));
    try (var gateway = RunningGateway.start(alliance)) {
      author.publish(author.denying("employees", "2"));
      awaitWithheld(gateway, "employees");

      assertThat(rollBack()).contains("policy.activated");

      assertThat(withheld(gateway)).as("at once").isEqualTo("sector");
      gateway.restart();
      assertThat(withheld(gateway)).as("bundle 2 still lies there").isEqualTo("sector");
      assertThat(gateway.said()).anyMatch(it -> it.contains("it was in force before"));

      author.publish(author.denying("employees", "3"));
      awaitWithheld(gateway, "employees");
    }
    assertThat(activated()).containsExactly("1", "2", "1", "3");
    assertThat(run("audit", alliance.root.toString())).contains("everything holds");
  }

  @Test
  void aRollbackWorksWhileNoGatewayRuns() throws Exception {
    author.publish(author.denying("sector", "1"));
    RunningGateway.start(alliance).close();
    author.publish(author.denying("employees", "2"));
    RunningGateway.start(alliance).close();

    rollBack("--to", "1");

    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(withheld(gateway)).isEqualTo("sector");
    }
  }

  @Test
  void whereKeysAreNamedOneOfThemSigns() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).generate();
    alliance
        .write("keys/security.pem", pem("PUBLIC KEY", key.toPublicKey().getEncoded()))
        .change("entente.yaml", "poll: 1", "poll: 1, keys: [keys/security.pem]");
    Path secret = folder.resolve("secret.pem");
    Files.writeString(secret, pem("PRIVATE KEY", key.toPrivateKey().getEncoded()));
    String[] signing = {"--bundle", "--signing-key", secret.toString()};

    author.publish(author.denying("sector", "1"));
    assertThatThrownBy(() -> RunningGateway.start(alliance)).hasMessageContaining("is not signed");
    author.publish(author.denying("sector", "main", signing));
    assertThatThrownBy(() -> RunningGateway.start(alliance)).hasMessageContaining("has no order");

    author.publish(author.denying("sector", "2", signing));
    try (var gateway = RunningGateway.start(alliance)) {
      author.publish(author.denying("employees", "3"));
      awaitAlarm(gateway, "is not signed");
      assertThat(withheld(gateway)).isEqualTo("sector");
    }
    assertThat(entries().getLast().path("signer").asText())
        .isEqualTo(key.toPublicJWK().computeThumbprint().toString());
  }

  @Test
  void aBundleServerIsAskedAgainAndWhileItIsGoneTheLastOneStays() throws Exception {
    try (var served = new ServedBundle()) {
      alliance.change("entente.yaml", "poll: 1", "poll: 1, bundle: \"" + served.address() + "\"");
      served.serve(author.denying("sector", "1"));
      try (var gateway = RunningGateway.start(alliance)) {
        assertThat(withheld(gateway)).isEqualTo("sector");
        await().atMost(Duration.ofSeconds(30)).until(() -> served.notModified() > 0);

        served.serve(author.denying("employees", "2"));
        awaitWithheld(gateway, "employees");

        served.breakDown();
        awaitAlarm(gateway, "no newer policy can be had, the one in force stays");
        assertThat(withheld(gateway)).isEqualTo("employees");
        gateway.restart();
        assertThat(withheld(gateway)).as("from what was kept").isEqualTo("employees");
        assertThat(gateway.said()).anyMatch(it -> it.contains("no newer policy can be had"));
      }
    }
  }

  private String rollBack(String... more) {
    var line = new ArrayList<>(List.of("policy", "rollback", alliance.root.toString()));
    line.addAll(List.of("--as", "ana", "--because", "it hides too much", "--json"));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private static String run(String... line) {
    var run = InProcess.run(line);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  private List<JsonNode> entries() {
    return ActivatedEntries.of(alliance.read());
  }

  private List<String> activated() {
    return entries().stream().map(it -> it.path("revision").asText()).toList();
  }

  private void awaitWithheld(RunningGateway gateway, String field) {
    await().atMost(Duration.ofSeconds(30)).until(() -> withheld(gateway).equals(field));
  }

  /** The one field that the policy denies, or else the one that waits for its stage. */
  private static String withheld(RunningGateway gateway) {
    JsonNode fields = answer(gateway).path("fields");
    return fields
        .propertyStream()
        .filter(it -> it.getValue().path("because").asText().equals("policy"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("margin");
  }

  private static String policy(RunningGateway gateway) {
    return answer(gateway).path("policy").asText();
  }

  private static JsonNode answer(RunningGateway gateway) {
    Reply reply = gateway.orchard().post(QUERY, "{}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static void awaitAlarm(RunningGateway gateway, String alarm) {
    await().atMost(Duration.ofSeconds(30)).until(() -> alarms(gateway), it -> it.contains(alarm));
  }

  private static String alarms(RunningGateway gateway) throws Exception {
    return String.join(
        "; ",
        Json.read(admin(gateway, "/readyz"))
            .path("alarms")
            .valueStream()
            .map(JsonNode::asText)
            .toList());
  }

  private static byte[] admin(RunningGateway gateway, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(gateway.admin() + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(encoded), what);
  }
}
