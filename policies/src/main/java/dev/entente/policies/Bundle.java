package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A policy as {@code opa build} writes it into {@code bundle.tar.gz}: its manifest, its rules, its
 * data, and, with {@code -t wasm}, the rules as one Wasm module. Immutable.
 */
public final class Bundle {
  /** Bytes of the file. */
  static final int LARGEST = 8 << 20;

  private static final String STANDARD = "default-bundle.tar.gz";
  private static final String WASM = "policy.wasm";
  private static final String DATA = "data.json";
  private static final String MANIFEST = ".manifest";

  /** Where {@code opa sign} puts the signature. */
  static final String SIGNATURES = ".signatures.json";

  private final byte[] bytes;
  private final PolicyRevision revision;
  private final BundleRevision named;
  private final SequencedMap<String, byte[]> files;
  private final JsonNode data;

  private Bundle(
      byte[] bytes, BundleRevision named, SequencedMap<String, byte[]> files, JsonNode data) {
    this.bytes = bytes;
    this.revision = PolicyRevision.of(bytes);
    this.named = named;
    this.files = files;
    this.data = data;
  }

  /** The bundle that comes with the product: the default rule of disclosure and nothing else. */
  public static Bundle standard() {
    try (InputStream in = Bundle.class.getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException("the default bundle is missing from the program");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a bundle file of at most 8 MiB.
   *
   * @throws BundleRefused if it is not there or no bundle; the message names the file
   */
  public static Bundle open(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw tooLarge();
      }
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new BundleRefused(file + ": cannot be read; a bundle is what `opa build` writes");
    } catch (BundleRefused e) {
      throw new BundleRefused(file + ": " + e.getMessage());
    }
  }

  /**
   * Reads the bytes of a bundle file.
   *
   * @throws BundleRefused if they are no bundle
   */
  public static Bundle read(byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw tooLarge();
    }
    SequencedMap<String, byte[]> files = Tarball.files(bytes);
    for (String path : files.keySet()) {
      if (path.matches(".*/data\\.(json|ya?ml)|data\\.ya?ml|.*/policy\\.wasm|patch\\.json")) {
        throw new BundleRefused("`" + path + "` is not where `opa build` puts it");
      }
    }
    JsonNode manifest = json(MANIFEST, files.get(MANIFEST));
    return new Bundle(bytes.clone(), named(manifest), files, json(DATA, files.get(DATA)));
  }

  private static BundleRevision named(JsonNode manifest) {
    try {
      return new BundleRevision(manifest.path("revision").asText());
    } catch (IllegalArgumentException e) {
      throw new BundleRefused(MANIFEST + ": " + e.getMessage());
    }
  }

  private static JsonNode json(String name, byte @Nullable [] json) {
    if (json == null) {
      return Json.tree(Map.of());
    }
    try {
      return Json.read(json);
    } catch (Malformed e) {
      throw new BundleRefused(name + ": " + e.reason());
    }
  }

  private static BundleRefused tooLarge() {
    return new BundleRefused("a bundle has at most " + LARGEST + " bytes");
  }

  /** {@code sha256:} and the hash of the file's bytes. */
  public PolicyRevision revision() {
    return revision;
  }

  /** The revision that its manifest names, which an OPA server tells. */
  public BundleRevision named() {
    return named;
  }

  /** Whether it is the one that comes with the product. */
  public boolean isStandard() {
    return revision.equals(standard().revision);
  }

  /** The file as it was read. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The paths of what is in it. */
  Set<String> paths() {
    return files.keySet();
  }

  /** What is in it under that path. */
  Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path)).map(byte[]::clone);
  }

  /** Its Rego by path. Of a file with entrypoints, {@code opa build} leaves only the rest in it. */
  public SequencedMap<String, String> rego() {
    var rego = new LinkedHashMap<String, String>();
    files.forEach(
        (path, content) -> {
          if (path.endsWith(".rego")) {
            rego.put(path, new String(content, StandardCharsets.UTF_8));
          }
        });
    return rego;
  }

  /** The paths of its test rules, such as {@code halden/margins_test/test_resellers}. */
  List<String> tests() {
    Pattern named = Pattern.compile("(?m)^package (\\S+)\\s*$|^(test_\\w+)");
    var tests = new ArrayList<String>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".rego")) {
        String pack = "";
        Matcher found = named.matcher(new String(file.getValue(), StandardCharsets.UTF_8));
        while (found.find()) {
          if (found.group(1) != null) {
            pack = found.group(1).replace('.', '/');
          } else {
            tests.add(pack + "/" + found.group(2));
          }
        }
      }
    }
    return tests.stream().distinct().toList();
  }

  /** Whether a module in it is of that package, such as {@code entente.promotion}. */
  boolean has(String module) {
    Pattern declared = declaration(module);
    return modules().anyMatch(text -> declared.matcher(text).find());
  }

  private static Pattern declaration(String module) {
    return Pattern.compile("(?m)^package " + Pattern.quote(module) + "\\s*$");
  }

  /** Whether a module of that package has a rule of that name. */
  boolean has(String module, String rule) {
    Pattern declared = declaration(module);
    Pattern named = Pattern.compile("(?m)^(default\\s+)?" + Pattern.quote(rule) + "\\b");
    return modules().anyMatch(text -> declared.matcher(text).find() && named.matcher(text).find());
  }

  /** The text of each module in it. */
  Stream<String> modules() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".rego"))
        .map(file -> new String(file.getValue(), StandardCharsets.UTF_8));
  }

  /**
   * Its Wasm module.
   *
   * @throws BundleRefused if it has none
   */
  byte[] wasm() {
    byte[] wasm = files.get(WASM);
    if (wasm == null) {
      throw new BundleRefused(
          "no "
              + WASM
              + " in it; build it with `opa build -t wasm -e "
              + WasmPolicy.DECISION
              + "`");
    }
    return wasm.clone();
  }

  JsonNode data() {
    return data;
  }
}
