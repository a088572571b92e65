package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The policies' own tests, compiled with each test as an entrypoint. */
final class TestBundle {
  private TestBundle() {}

  static byte[] bytes() throws IOException {
    try (var in = TestBundle.class.getResourceAsStream("tests-bundle.tar.gz")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  static List<String> entrypoints() throws IOException {
    JsonNode manifest = Json.read(Tarball.files(bytes()).get(".manifest"));
    var entrypoints = new ArrayList<String>();
    manifest.get("wasm").forEach(module -> entrypoints.add(module.get("entrypoint").textValue()));
    entrypoints.removeIf(name -> !name.contains("/test_")); // others are annotated as such
    return entrypoints;
  }
}
