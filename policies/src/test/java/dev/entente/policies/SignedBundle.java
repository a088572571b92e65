package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import dev.entente.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A bundle as {@code opa sign} signs it, and as a forger would. */
final class SignedBundle {
  final SequencedMap<String, byte[]> files = new LinkedHashMap<>();
  final List<Map<String, String>> claimed = new ArrayList<>();

  SignedBundle(String revision) {
    files.put(
        ".manifest", ("{\"revision\":\"" + revision + "\",\"roots\":[\"\"]}").getBytes(UTF_8));
    files.put("data.json", "{\"b\":1,\"a\":[true,null]}".getBytes(UTF_8));
    files.put("halden/margins.rego", "package halden.margins\n".getBytes(UTF_8));
    files.forEach(this::claim);
  }

  private void claim(String path, byte[] content) {
    claim(path, FileHash.of(path, content), FileHash.ALGORITHM);
  }

  void claim(String path, String hash, String algorithm) {
    claimed.add(Map.of("name", path, "hash", hash, "algorithm", algorithm));
  }

  SignedBundle signed(JWSAlgorithm algorithm, JWSSigner signer) {
    try {
      var jws =
          new JWSObject(
              new JWSHeader(algorithm), new Payload(Json.write(Map.of("files", claimed))));
      jws.sign(signer);
      return signatures(List.of(jws.serialize()));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  SignedBundle signatures(List<String> compact) {
    files.put(Bundle.SIGNATURES, Json.write(Map.of("signatures", compact)));
    return this;
  }

  Bundle read() {
    return Bundle.read(Tar.of(files));
  }
}
