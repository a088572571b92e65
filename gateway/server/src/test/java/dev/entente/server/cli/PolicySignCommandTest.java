package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.entente.json.Json;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleKeys;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RealOpa;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySignCommandTest {
  private static ECKey ec;
  private static RSAKey rsa;

  @TempDir private Path folder;
  private Path bundle;

  @BeforeAll
  static void makeKeys() throws Exception {
    ec = new ECKeyGenerator(Curve.P_256).generate();
    rsa = new RSAKeyGenerator(2048).generate();
  }

  @BeforeEach
  void write() throws IOException {
    bundle = folder.resolve("bundle.tar.gz");
    try (var in = Bundle.class.getResourceAsStream("default-bundle.tar.gz")) {
      Files.write(bundle, in.readAllBytes());
    }
  }

  private Path pem(String kind, Key key) throws IOException {
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
            .formatted(
                kind,
                Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key.getEncoded()),
                kind));
  }

  private Said sign(Path key, String... more) {
    List<String> line =
        new ArrayList<>(List.of("policy", "sign", bundle.toString(), "--key", key.toString()));
    line.addAll(List.of(more));
    return InProcess.run(line.toArray(String[]::new));
  }

  private void isSignedBy(JWK key) {
    assertThat(BundleKeys.of(List.of(key.toPublicJWK())).signer(Bundle.open(bundle))).isPresent();
  }

  private String header() throws IOException {
    String token =
        Json.read(Bundles.file(bundle, ".signatures.json")).at("/signatures/0").textValue();
    return new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), UTF_8);
  }

  @Test
  void theGatewaysKeysTakeIt() throws Exception {
    Said said = sign(pem("PRIVATE", ec.toPrivateKey()));
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("signed by ES256 as default, policy sha256:");
    isSignedBy(ec);
  }

  @Test
  void aJwkDoesAsWellAndASecondSignatureReplacesTheFirst() throws Exception {
    sign(pem("PRIVATE", ec.toPrivateKey()));
    Path jwk = Files.writeString(folder.resolve("key.jwk"), rsa.toJSONString());
    assertThat(sign(jwk, "--alg", "PS256", "--keyid", "ana").err()).isEmpty();
    isSignedBy(rsa);
    assertThat(header()).contains("\"alg\":\"PS256\"", "\"kid\":\"ana\"", "\"typ\":\"JWT\"");
  }

  @Test
  void whatWasSignedIsStillTheSameBundle() throws Exception {
    var before = Bundle.open(bundle).named();
    List<String> names = Bundles.names(bundle);
    sign(pem("PRIVATE", ec.toPrivateKey()));
    names.add(".signatures.json");
    assertThat(Bundle.open(bundle).named()).isEqualTo(before);
    assertThat(Bundles.names(bundle)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aKeyThatCannotSignIsRefusedAndTheBundleLeftAsItIs() throws Exception {
    byte[] before = Files.readAllBytes(bundle);
    assertThat(sign(pem("PRIVATE", ec.toPrivateKey()), "--alg", "RS256").err())
        .contains("this key cannot sign by RS256; it can by [ES256]");
    assertThat(sign(pem("EC PRIVATE", ec.toPrivateKey())).err()).contains("openssl pkcs8 -topk8");
    assertThat(sign(pem("PUBLIC", ec.toPublicKey())).err()).contains("a private RSA or EC key");
    Path open = Files.writeString(folder.resolve("k.jwk"), ec.toPublicJWK().toJSONString());
    assertThat(sign(open).err()).contains("a private RSA or EC key is expected");
    InProcess.run("keygen", folder.resolve("ed.jwk").toString());
    assertThat(sign(folder.resolve("ed.jwk")).err())
        .contains("a private RSA or EC key is expected");
    assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
  }

  @Test
  void whatIsNoBundleIsNotSigned() throws Exception {
    Files.writeString(bundle, "package entente");
    assertThat(sign(pem("PRIVATE", ec.toPrivateKey())).err())
        .contains(bundle.toString(), "not a whole .tar.gz");
  }

  @Test
  void opaTakesWhatIsSignedHereAndRefusesItWhenChanged() throws Exception {
    String opa = RealOpa.orSkip("that opa takes what is signed here");
    new TinyAlliance(folder.resolve("halden"))
        .write("policies/rego/lists/data.json", "{\"b\": 1.50, \"a\": [\"\\u00fc<\", null]}")
        .write(
            "policies/rego/a.rego", "package entente.custom.a\n\nhide contains \"x\" if false\n");
    assertThat(
            InProcess.run(
                    "policy",
                    "build",
                    folder.resolve("halden/policies/rego").toString(),
                    "-o",
                    bundle.toString())
                .err())
        .isEmpty();
    for (JWK key : List.of(ec, rsa)) {
      Key open = key instanceof ECKey it ? it.toPublicKey() : rsa.toPublicKey();
      Key secret = key instanceof ECKey it ? it.toPrivateKey() : rsa.toPrivateKey();
      assertThat(sign(pem("PRIVATE", secret)).err()).isEmpty();
      String algorithm = key instanceof ECKey ? "ES256" : "RS256";
      assertThat(opaSays(opa, pem("PUBLIC", open), algorithm)).isEqualTo("verified");
    }
    assertThat(opaSays(opa, pem("PUBLIC", ec.toPublicKey()), "ES256"))
        .contains("verif")
        .contains("error");
  }

  /** {@code verified}, or what opa says against it. */
  private String opaSays(String opa, Path key, String algorithm) throws Exception {
    Process process =
        new ProcessBuilder(
                opa,
                "build",
                "-b",
                bundle.toString(),
                "--verification-key",
                key.toString(),
                "--signing-alg",
                algorithm,
                "-o",
                folder.resolve("again.tar.gz").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() == 0 ? "verified" : said;
  }
}
