package dev.entente.policies;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.entente.json.Json;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Signs bundles as {@code opa sign} does: {@code .signatures.json} in the archive names each other
 * file with its hash, in a JSON Web Signature. {@link BundleKeys} verifies it, and so does {@code
 * opa run --verification-key}.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-bundles#signing">OPA: signing</a>
 */
public final class BundleSigner {
  /** What {@code opa} calls a key that has no name. */
  public static final String UNNAMED = "default";

  private final JWSSigner signer;
  private final JWSAlgorithm algorithm;
  private final String keyId;

  private BundleSigner(JWSSigner signer, JWSAlgorithm algorithm, String keyId) {
    this.signer = signer;
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  /**
   * One who signs with this key.
   *
   * @param key RSA or EC
   * @param algorithm such as {@code PS256}; if empty {@code RS256} for RSA and the curve's own for
   *     EC
   * @throws IllegalArgumentException if the key cannot sign so
   */
  public static BundleSigner of(PrivateKey key, Optional<String> algorithm, String keyId) {
    try {
      JWSSigner signer =
          switch (key) {
            case RSAPrivateKey rsa -> new RSASSASigner(rsa);
            case ECPrivateKey ec -> new ECDSASigner(ec);
            default ->
                throw new IllegalArgumentException(
                    "a private RSA or EC key is expected, and this is one for "
                        + key.getAlgorithm());
          };
      JWSAlgorithm chosen =
          algorithm
              .map(JWSAlgorithm::parse)
              .orElseGet(
                  () ->
                      key instanceof RSAPrivateKey
                          ? JWSAlgorithm.RS256
                          : signer.supportedJWSAlgorithms().iterator().next());
      if (!signer.supportedJWSAlgorithms().contains(chosen)) {
        throw new IllegalArgumentException(
            "this key cannot sign by %s; it can by %s"
                .formatted(chosen, signer.supportedJWSAlgorithms().stream().sorted().toList()));
      }
      return new BundleSigner(signer, chosen, keyId);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("this key signs no bundles: " + e.getMessage(), e);
    }
  }

  /** As it is named in the signature. */
  public String algorithm() {
    return algorithm.getName();
  }

  /**
   * The bytes of the same bundle, signed anew.
   *
   * @throws BundleRefused if they are no bundle, or a file in it cannot be hashed
   */
  public byte[] sign(byte[] bundle) {
    Bundle read = Bundle.read(bundle);
    var files = new TreeMap<String, byte[]>();
    List<Map<String, String>> named = new ArrayList<>();
    for (String path : read.paths()) {
      if (!path.equals(Bundle.SIGNATURES)) {
        byte[] content = read.file(path).orElseThrow();
        named.add(named(path, content));
        files.put("/" + path, content); // as opa writes paths, and names the module in the manifest
      }
    }
    byte[] signatures = Json.write(Map.of("signatures", List.of(token(named))));
    files.put("/" + Bundle.SIGNATURES, signatures);
    return Tarball.pack(files);
  }

  private static Map<String, String> named(String path, byte[] content) {
    var file = new LinkedHashMap<String, String>();
    file.put("name", path);
    file.put("hash", FileHash.of(path, content));
    file.put("algorithm", FileHash.ALGORITHM);
    return file;
  }

  private String token(List<Map<String, String>> files) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("files", files);
    payload.put("keyid", keyId);
    var header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(keyId).build();
    var token = new JWSObject(header, new Payload(Json.write(payload)));
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a key that signs did not: " + e.getMessage(), e);
    }
    return token.serialize();
  }
}
