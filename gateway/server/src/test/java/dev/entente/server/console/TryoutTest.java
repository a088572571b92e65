package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.rollout.Author;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate policy, tried in the console and activated by nobody. */
class TryoutTest {
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
            .change("entente.yaml", "[ana, bo, chi]", "[ana, bo, chi]\nroles: {chi: auditor}")
            .change("entente.yaml", "approvals: 2", "approvals: 1");
    author = new Author(folder, alliance.root.resolve("policies/bundle.tar.gz"));
  }

  @Test
  void aPersonSeesWhatPartnersWouldHaveBeenAnswered() throws Exception {
    Path candidate = author.denying("sector", "7");
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      orchard.post(QUERY, "{}");
      orchard.post(QUERY, "{\"fields\":[\"ticker\"]}");
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
        ana.page.navigate("/policy");
        ana.page.locator("input[type=file]").setInputFiles(candidate);
        ana.page.getByText("Try it").click();
        ana.page.locator("#differences").waitFor();

        assertThat(ana.page.locator("#replayed").innerText()).contains("2 of 2");
        assertThat(ana.page.locator("#differences tbody").innerText())
            .contains("orchard", "accounts.sector", "less", "full", "withheld", "entry ");
        assertThat(ana.page.locator("#cells tbody").innerText())
            .contains("accounts.sector", "early", "mid");
        assertThat(ana.page.locator("#tryout").innerText()).contains("not activated");
        ana.page.navigate("/policy");
        assertThat(ana.page.locator("main").innerText()).contains("by the gateway");
      }
      assertThat(orchard.post(QUERY, "{}").json().at("/fields/sector/release").textValue())
          .isEqualTo("full");
      var bo = Visitor.of(gateway, "bo");
      assertThat(bo.get("/v1/policy").json().get("activations")).hasSize(1);
      assertThat(uploads()).isEmpty();
    }
  }

  private List<String> uploads() throws Exception {
    try (Stream<Path> files = Files.walk(alliance.root)) {
      return files.filter(it -> it.getParent().endsWith("uploads")).map(Path::toString).toList();
    }
  }

  @Test
  void whatIsNoGoodBundleIsRefusedWithItsPlaceAndChangesNothing() throws Exception {
    byte[] mistaken = Files.readAllBytes(author.mistaken("8"));
    try (var gateway = RunningGateway.start(alliance)) {
      var bo = Visitor.of(gateway, "bo");
      assertThat(ended(bo, "half a bundle".getBytes(StandardCharsets.UTF_8)))
          .contains("refused", "not a whole .tar.gz archive");
      assertThat(ended(bo, mistaken))
          .contains("fails its own tests: entente/custom_check/test_sector_is_denied");
      assertThat(bo.send("/v1/policy/tryout", new byte[10 << 20]).status()).isEqualTo(413);
      assertThat(bo.send("/v1/policy/tryout?since=%3Cb%3E", mistaken).status()).isEqualTo(409);
      assertThat(bo.get("/v1/policy").json().get("activations")).hasSize(1);
      assertThat(bo.get("/policy/tryout").text()).contains("No result");
    }
  }

  private static String ended(Visitor visitor, byte[] bundle) throws InterruptedException {
    assertThat(visitor.send("/v1/policy/tryout", bundle).status()).isEqualTo(202);
    return settled(visitor).get("because").textValue();
  }

  private static JsonNode settled(Visitor visitor) throws InterruptedException {
    JsonNode state = visitor.get("/v1/policy/tryout").json();
    for (int i = 0; i < 200 && state.get("state").textValue().equals("running"); i++) {
      Thread.sleep(100);
      state = visitor.get("/v1/policy/tryout").json();
    }
    return state;
  }

  @Test
  void whereBundlesAreSignedAnUnsignedOneIsNotTried() throws Exception {
    var keys = java.security.KeyPairGenerator.getInstance("RSA").generateKeyPair();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    alliance
        .write("keys/security.pem", pem)
        .change(
            "entente.yaml",
            "admin: ",
            "policy: {engine: embedded, keys: [keys/security.pem]}\nadmin: ");
    byte[] unsigned = Files.readAllBytes(author.denying("sector", "9"));
    try (var gateway = RunningGateway.start(alliance)) {
      var bo = Visitor.of(gateway, "bo");
      assertThat(ended(bo, unsigned)).contains("is not signed");
    }
  }

  @Test
  void oneIsTriedAtATimeAndCanBeCancelledByThoseWhoDecide() throws Exception {
    byte[] bundle = Files.readAllBytes(author.denying("sector", "7"));
    try (var gateway = RunningGateway.start(alliance)) {
      var bo = Visitor.of(gateway, "bo");
      var chi = Visitor.of(gateway, "chi");
      assertThat(chi.send("/v1/policy/tryout", bundle).status()).isEqualTo(403);
      assertThat(chi.get("/v1/policy/tryout").json().get("state").textValue()).isEqualTo("none");
      assertThat(bo.callFromElsewhere("/v1/policy/tryout", "{}").status()).isEqualTo(403);

      assertThat(bo.send("/v1/policy/tryout", bundle).status()).isEqualTo(202);
      assertThat(bo.send("/v1/policy/tryout", bundle).status()).isEqualTo(409);
      assertThat(chi.submit("/policy/tryout/cancel", java.util.Map.of()).status()).isEqualTo(403);
      assertThat(bo.submit("/policy/tryout/cancel", java.util.Map.of()).status()).isEqualTo(302);
      assertThat(settled(bo).get("because").textValue()).isEqualTo("it was cancelled");
      assertThat(bo.send("/v1/policy/tryout", bundle).status()).isEqualTo(202);
      assertThat(settled(bo).get("state").textValue()).isEqualTo("done");
    }
  }
}
