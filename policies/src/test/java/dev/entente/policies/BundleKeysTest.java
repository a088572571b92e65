package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.entente.signature.KeyId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleKeysTest {
  private static RSAKey rsa;
  private static ECKey ec;

  private final SignedBundle bundle = new SignedBundle("7");

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = new RSAKeyGenerator(2048).generate();
    ec = new ECKeyGenerator(Curve.P_256).generate();
  }

  private static BundleKeys keys() {
    return BundleKeys.of(List.of(rsa.toPublicJWK(), ec.toPublicJWK()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256"})
  void a_bundle_that_one_of_the_keys_signed_is_taken(String algorithm) throws Exception {
    bundle.signed(JWSAlgorithm.parse(algorithm), new RSASSASigner(rsa));
    assertThat(keys().signer(bundle.read())).contains(KeyId.of(rsa.toPublicJWK()));
  }

  @Test
  void an_elliptic_curve_does_as_well() throws Exception {
    bundle.signed(JWSAlgorithm.ES256, new ECDSASigner(ec));
    assertThat(keys().signer(bundle.read())).contains(KeyId.of(ec.toPublicJWK()));
  }

  @Test
  void where_nobody_has_to_sign_nobody_is_named() {
    assertThat(BundleKeys.none().signer(bundle.read())).isEmpty();
  }

  @Test
  void an_unsigned_one_is_refused_and_so_is_one_that_somebody_else_signed() throws Exception {
    refused("not signed");
    bundle.signed(JWSAlgorithm.ES256, new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    refused("not signed by one of the keys");
  }

  @Test
  void the_public_key_is_no_secret_to_sign_with() throws Exception {
    byte[] secret = rsa.toPublicJWK().toJSONString().getBytes(UTF_8);
    bundle.signed(JWSAlgorithm.HS256, new MACSigner(secret));
    refused("not signed by one of the keys");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    bundle.signatures(List.of(none + ".e30."));
    refused("no JSON Web Signature");
  }

  @Test
  void a_file_that_was_changed_added_or_taken_out_is_found() throws Exception {
    bundle.signed(JWSAlgorithm.ES256, new ECDSASigner(ec));
    byte[] rego = bundle.files.get("halden/margins.rego");

    bundle.files.put("halden/margins.rego", "package halden.margins\n\n".getBytes(UTF_8));
    refused("`halden/margins.rego` is not what was signed");
    bundle.files.remove("halden/margins.rego");
    refused("`halden/margins.rego` was signed and is not in it");
    bundle.files.put("halden/margins.rego", rego);
    bundle.files.put("halden/more.rego", rego);
    refused("`halden/more.rego` is not what was signed");
    bundle.files.remove("halden/more.rego");
    bundle.files.put("data.json", "{\"b\":2,\"a\":[true,null]}".getBytes(UTF_8));
    refused("`data.json` is not what was signed");
    bundle.files.put("data.json", "{ \"a\" : [true, null], \"b\" : 1 }".getBytes(UTF_8));
    assertThat(keys().signer(bundle.read())).as("the same document").isPresent();
  }

  @Test
  void a_signature_that_names_files_twice_or_weakly_is_refused() throws Exception {
    bundle.claim("data.json", "00", FileHash.ALGORITHM);
    bundle.signed(JWSAlgorithm.ES256, new ECDSASigner(ec));
    refused("named twice");

    bundle.claimed.removeLast();
    bundle.claim("x", "00", "MD5");
    bundle.signed(JWSAlgorithm.ES256, new ECDSASigner(ec));
    refused("hashed with SHA-256");
  }

  @Test
  void one_signature_is_expected_and_no_more() {
    bundle.signatures(List.of());
    refused("one signature");
    bundle.signatures(List.of("a.b.c", "a.b.c"));
    refused("one signature");
    bundle.files.put(Bundle.SIGNATURES, "[]".getBytes(UTF_8));
    refused(Bundle.SIGNATURES);
  }

  @Test
  void a_private_key_or_a_secret_is_no_key_to_verify_with() {
    assertThatThrownBy(() -> BundleKeys.of(List.of(rsa)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public");
  }

  @Test
  void what_opa_signs_is_taken_and_any_byte_changed_is_not(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("key.pem");
    Files.writeString(
        key,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(rsa.toPrivateKey().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Path signed = OpaProcess.build(folder, "7", "-b", "--signing-key", key.toString());

    assertThat(keys().signer(Bundle.open(signed))).contains(KeyId.of(rsa.toPublicJWK()));

    byte[] bytes = Files.readAllBytes(signed);
    for (int at = 0; at < bytes.length; at += 1 + bytes.length / 400) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(isTaken(changed, Bundle.open(signed))).as("byte %d", at).isFalse();
      assertThat(isTaken(Arrays.copyOf(bytes, at), Bundle.open(signed))).isFalse();
    }
  }

  /** A byte of the archive's own head may be anything; then the content is the same. */
  private static boolean isTaken(byte[] bytes, Bundle original) {
    try {
      Bundle read = Bundle.read(bytes);
      keys().signer(read);
      return !read.paths().equals(original.paths())
          || read.paths().stream()
              .anyMatch(
                  it ->
                      !Arrays.equals(read.file(it).orElseThrow(), original.file(it).orElseThrow()));
    } catch (BundleRefused e) {
      return false;
    }
  }

  private void refused(String why) {
    assertThatThrownBy(() -> keys().signer(bundle.read()))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining(why);
  }
}
