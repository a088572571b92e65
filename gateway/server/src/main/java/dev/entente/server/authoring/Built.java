package dev.entente.server.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.WasmPolicy;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bundle made of an author's rules. */
public final class Built {
  private static final List<String> ENTRYPOINTS =
      List.of(
          "entente/disclosure/decision",
          "entente/disclosure/explanation",
          "entente/promotion/gates",
          "system/log/mask");

  private final String revision;
  private final byte[] bytes;
  private final long tests;

  private Built(String revision, byte[] bytes, long tests) {
    this.revision = revision;
    this.bytes = bytes;
    this.tests = tests;
  }

  /** What stands in its manifest. */
  public String revision() {
    return revision;
  }

  /** The file's. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many of the author's tests are in it, for the gateway to run. */
  public long tests() {
    return tests;
  }

  /** What runs it. */
  public enum Engine {
    WASM,
    OPA
  }

  /**
   * Builds one, after its rules compile and its tests pass.
   *
   * @param revision for its manifest; if null, one above that of the bundle before, and a hash of
   *     the sources
   * @throws Unsound if it cannot be built
   */
  public static Built of(
      Rules rules, Engine engine, @Nullable String revision, Optional<Bundle> before)
      throws Unsound {
    rules.compile(engine);
    List<Rules.Test> tests = rules.test();
    refuseFailed(tests);
    String named = revision == null ? next(before) + "+" + hash(rules.bench()) : revision;
    List<String> entrypoints = engine == Engine.WASM ? entrypoints(rules, tests) : List.of();
    List<String> command = new ArrayList<>(List.of("build", "--revision", named, "-o", "bundle"));
    if (engine == Engine.WASM) {
      command.addAll(List.of("-t", "wasm"));
      entrypoints.forEach(entrypoint -> command.addAll(List.of("-e", entrypoint)));
    } else {
      refuseCases(tests);
    }
    command.addAll(rules.bench().roots());
    Opa.Said said = rules.opa(command);
    if (said.exit() != 0) {
      throw new Unsound(said.err().strip());
    }
    byte[] bytes = read(rules.bench().folder().resolve("bundle"));
    prove(bytes, engine);
    return new Built(
        named, bytes, tests.stream().filter(test -> !test.entrypoint().isEmpty()).count());
  }

  /** That the tests pass. */
  private static void refuseFailed(List<Rules.Test> tests) throws Unsound {
    List<String> failed =
        tests.stream()
            .filter(test -> !test.passed())
            .map(test -> test.place() + ": " + test.name() + " failed")
            .toList();
    if (!failed.isEmpty()) {
      throw new Unsound(failed);
    }
  }

  /** A server is asked for each test by its name, and one with cases is no yes or no. */
  private static void refuseCases(List<Rules.Test> tests) throws Unsound {
    List<String> cases =
        tests.stream()
            .filter(test -> test.entrypoint().isEmpty())
            .map(test -> test.place() + ": a gateway cannot run a test with cases; write one each")
            .toList();
    if (!cases.isEmpty()) {
      throw new Unsound(cases);
    }
  }

  private static List<String> entrypoints(Rules rules, List<Rules.Test> tests) throws Unsound {
    RegoIndex index = RegoIndex.of(rego(rules.bench()));
    var entrypoints = new ArrayList<String>();
    ENTRYPOINTS.stream()
        .filter(rule -> !index.at(rule.replace('/', '.')).isEmpty())
        .forEach(entrypoints::add);
    tests.forEach(test -> entrypoints.addAll(test.entrypoint()));
    return entrypoints;
  }

  private static long next(Optional<Bundle> before) {
    String named = before.map(bundle -> bundle.named().text()).orElse("");
    String number = named.split("\\+", 2)[0];
    return number.matches("\\d{1,15}") ? Long.parseLong(number) + 1 : 1;
  }

  /** Twelve hex digits of what the sources are, wherever they stand. */
  private static String hash(Workbench bench) throws Unsound {
    var digest = Sha256.digest();
    for (String root : bench.roots()) {
      for (Path file : files(bench.folder().resolve(root))) {
        byte[] content = read(file);
        String name = bench.folder().relativize(file).toString().replace('\\', '/');
        digest.update((name + "\n" + content.length + "\n").getBytes(UTF_8));
        digest.update(content);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  private static Map<String, String> rego(Workbench bench) throws Unsound {
    var rego = new LinkedHashMap<String, String>();
    for (String root : bench.roots()) {
      for (Path file : files(bench.folder().resolve(root))) {
        if (file.toString().endsWith(".rego")) {
          rego.put(file.toString(), new String(read(file), UTF_8));
        }
      }
    }
    return rego;
  }

  private static Iterable<Path> files(Path root) throws Unsound {
    try (Stream<Path> all = Files.walk(root)) {
      return new TreeSet<>(all.filter(Files::isRegularFile).toList());
    } catch (IOException e) {
      throw new Unsound(root + " cannot be read: " + e.getMessage());
    }
  }

  private static byte[] read(Path file) throws Unsound {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unsound(file + " cannot be read: " + e.getMessage());
    }
  }

  /** That it runs here. */
  private static void prove(byte[] bytes, Engine engine) throws Unsound {
    try {
      Bundle bundle = Bundle.read(bytes);
      if (engine == Engine.WASM) {
        WasmPolicy.start(bundle).close();
      }
    } catch (BundleRefused e) {
      throw new Unsound("opa built a bundle that does not run here: " + e.getMessage());
    }
  }
}
