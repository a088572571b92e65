package dev.entente.policies;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.KeyId;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose signature a bundle needs: the public keys (RSA or EC) of those who may sign one, as {@code
 * opa sign} does it. Where there are none, a bundle needs no signature. Immutable.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-bundles#signing">OPA: signing</a>
 */
public final class BundleKeys {
  private static final String UNSIGNED =
      "it is not signed by one of the keys under `policy: keys`; sign it: entente policy sign";

  private final List<JWK> keys;

  private BundleKeys(List<JWK> keys) {
    this.keys = List.copyOf(keys);
  }

  public static BundleKeys none() {
    return new BundleKeys(List.of());
  }

  /**
   * These keys, one of which has to have signed.
   *
   * @throws IllegalArgumentException if one is no public key that signs bundles
   */
  public static BundleKeys of(List<JWK> keys) {
    for (JWK key : keys) {
      if (!(key instanceof AsymmetricJWK) || key.isPrivate()) {
        throw new IllegalArgumentException(
            "a public RSA or EC key is expected, as PEM or JWK; the private one stays with who signs");
      }
    }
    return new BundleKeys(keys);
  }

  /**
   * Who signed the bundle; empty where nobody has to.
   *
   * @throws BundleRefused if none of the keys signed it, or not all of it
   */
  public Optional<KeyId> signer(Bundle bundle) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    JWSObject signature = signature(bundle);
    JWK key =
        keys.stream()
            .filter(it -> isSigned(signature, it))
            .findFirst()
            .orElseThrow(() -> new BundleRefused(UNSIGNED));
    covers(signature, bundle);
    return Optional.of(KeyId.of(key));
  }

  private static JWSObject signature(Bundle bundle) {
    byte[] file = bundle.file(Bundle.SIGNATURES).orElseThrow(() -> new BundleRefused(UNSIGNED));
    try {
      List<Doc> signatures = Doc.of(Json.read(file)).at("signatures").items();
      if (signatures.size() != 1) {
        throw new BundleRefused(Bundle.SIGNATURES + ": one signature is expected in it");
      }
      return JWSObject.parse(signatures.getFirst().text());
    } catch (Malformed e) {
      throw new BundleRefused(Bundle.SIGNATURES + ": at `" + e.pointer() + "`, " + e.reason());
    } catch (ParseException e) {
      throw new BundleRefused(Bundle.SIGNATURES + ": no JSON Web Signature");
    }
  }

  private static boolean isSigned(JWSObject signature, JWK key) {
    try {
      return signature.verify(
          new DefaultJWSVerifierFactory()
              .createJWSVerifier(signature.getHeader(), ((AsymmetricJWK) key).toPublicKey()));
    } catch (JOSEException e) {
      return false; // it was made with a key of another kind
    }
  }

  /** Every file is named with its hash, and nothing else is named. */
  private static void covers(JWSObject signature, Bundle bundle) {
    Map<String, String> hashes = hashes(signature);
    for (String path : bundle.paths()) {
      if (path.equals(Bundle.SIGNATURES)) {
        continue;
      }
      String hash = hashes.remove(path);
      if (!FileHash.of(path, bundle.file(path).orElseThrow()).equals(hash)) {
        throw new BundleRefused("`" + path + "` is not what was signed");
      }
    }
    if (!hashes.isEmpty()) {
      throw new BundleRefused(
          "`" + hashes.keySet().iterator().next() + "` was signed and is not in it");
    }
  }

  private static Map<String, String> hashes(JWSObject signature) {
    var hashes = new HashMap<String, String>();
    try {
      Doc payload = Doc.of(Json.read(signature.getPayload().toBytes()));
      for (Doc file : payload.at("files").items()) {
        if (!file.at("algorithm").text().equals(FileHash.ALGORITHM)) {
          throw file.malformed("files are hashed with " + FileHash.ALGORITHM);
        }
        if (hashes.put(file.at("name").text(), file.at("hash").text()) != null) {
          throw file.malformed("a file is named twice");
        }
      }
      return hashes;
    } catch (Malformed e) {
      throw new BundleRefused(Bundle.SIGNATURES + ": at `" + e.pointer() + "`, " + e.reason());
    }
  }
}
