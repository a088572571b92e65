package dev.entente.server.elsewhere;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands;
import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real gateway signs, serves and proves is taken by Go's libraries of transparency logs and
 * by a program in JavaScript, and what is mangled by neither.
 */
class ReceiptElsewhereTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";
  private static final int QUERIES = 300; // more than a full tile

  @TempDir static Path directory;
  private static final List<Verifier> VERIFIERS = new ArrayList<>();
  private static final List<String> MISSING = new ArrayList<>();
  private static final Map<String, Path> FILES = new LinkedHashMap<>();
  // Of a log that had no full tile yet.
  private static final Map<String, Path> EARLY = new LinkedHashMap<>();
  private static RunningGateway gateway;
  private static Caller orchard;
  private static String otherProof;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Verifier.go(directory).ifPresentOrElse(VERIFIERS::add, () -> MISSING.add("go"));
    Verifier.node().ifPresentOrElse(VERIFIERS::add, () -> MISSING.add("node"));
    gateway = RunningGateway.start(new TinyAlliance(directory.resolve("halden")));
    orchard = gateway.orchard();
    String first = ask();
    EARLY.put("receipt", Files.writeString(directory.resolve("early"), first));
    EARLY.put("proof", Files.writeString(directory.resolve("early.proof"), proof(index(first))));
    List<String> receipts = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      receipts.add(ask());
    }
    keep("receipt", receipts.get(100));
    keep("proof", proof(index(receipts.get(100))));
    keep("log-key", orchard.get("/v1/log/key").text());
    keep("jwks", orchard.get("/.well-known/jwks.json").text());
    otherProof = proof(index(receipts.get(101)));
  }

  /** Asks for records, and gives the receipt. */
  private static String ask() {
    var answer = orchard.post(AGREEMENT + "/datasets/accounts/query", "{}");
    return answer.json().get("receipt").textValue();
  }

  @AfterAll
  static void stopAndSayLoudlyWhatWasNotTested() {
    gateway.close();
    if (!MISSING.isEmpty()) {
      System.err.println(
          "*** NOT TESTED: that receipts are verified elsewhere; it takes "
              + String.join(" and ", MISSING)
              + " (for go also golang.org/x/mod), found none ***");
    }
  }

  private static void keep(String name, String text) throws IOException {
    FILES.put(name, Files.writeString(directory.resolve(name), text));
  }

  private static long index(String receipt) {
    byte[] claims = Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]);
    return Json.read(claims).get("index").longValue();
  }

  private static String proof(long index) {
    return orchard.get(AGREEMENT + "/entries/" + index + "/proof").text();
  }

  private static List<Verifier> verifiers() {
    Assumptions.assumeFalse(VERIFIERS.isEmpty(), "neither go nor node is here");
    return VERIFIERS;
  }

  @Test
  void aReceiptIsVerifiedInEveryLanguage() throws Exception {
    for (Verifier verifier : verifiers()) {
      var said = verifier.run(FILES);
      assertThat(said.out())
          .contains("signed by halden: entry")
          .contains("for the agreement orchard");
      assertThat(said.exit()).as(verifier.name()).isZero();
    }
  }

  @Test
  void theCommandsOfTheReadmeRun() throws Exception {
    Path copy = Verifier.copy(Files.createDirectory(directory.resolve("example")));
    Files.copy(FILES.get("receipt"), copy.resolve("receipt.jws"));
    Files.copy(FILES.get("proof"), copy.resolve("receipt.jws.proof"));
    Files.copy(FILES.get("log-key"), copy.resolve("log.key"));
    Files.copy(FILES.get("jwks"), copy.resolve("jwks.json"));
    Map<String, String> commands = Verifier.readme();
    assertThat(commands).containsOnlyKeys("go", "node");
    for (Verifier verifier : verifiers()) {
      var said = Verifier.shell(copy, commands.get(verifier.name()));
      assertThat(said.exit()).as(said.out()).isZero();
    }
  }

  @Test
  void theLastEntryOfTheLogIsProvedInEveryLanguage() throws Exception {
    String last = ask();
    var files = new LinkedHashMap<>(FILES);
    files.put("receipt", Files.writeString(directory.resolve("last"), last));
    files.put("proof", Files.writeString(directory.resolve("last.proof"), proof(index(last))));
    for (Verifier verifier : verifiers()) {
      assertThat(verifier.run(files).exit()).as(verifier.name()).isZero();
    }
  }

  @Test
  void theTilesThatAreServedComeToTheSameRootAndProofInGo() throws Exception {
    Verifier go =
        verifiers().stream().filter(it -> it.name().equals("go")).findFirst().orElse(null);
    Assumptions.assumeTrue(go != null, "go is not here");
    var early = new LinkedHashMap<>(FILES);
    early.putAll(EARLY);
    for (var files : List.of(FILES, early)) {
      var said = go.run(files, "--log", gateway.origin().toString());
      assertThat(said.out()).contains("own tiles come to the same root and the same proof");
      assertThat(said.exit()).isZero();
    }
  }

  @Test
  void whatIsMangledIsProvedToNobody() throws Exception {
    for (var mangled : mangled().entrySet()) {
      var files = new LinkedHashMap<>(FILES);
      files.putAll(mangled.getValue());
      for (Verifier verifier : verifiers()) {
        var said = verifier.run(files);
        assertThat(said.exit())
            .as(verifier.name() + ": " + mangled.getKey() + said.out())
            .isEqualTo(1);
        assertThat(said.out()).startsWith("not proved: ");
      }
      assertThat(entente(files).exit()).as(mangled.getKey()).isEqualTo(1);
    }
  }

  private static Commands.Said entente(Map<String, Path> files) {
    return InProcess.run(
        "verify",
        files.get("receipt").toString(),
        "--proof",
        files.get("proof").toString(),
        "--log-key",
        files.get("log-key").toString(),
        "--jwks",
        files.get("jwks").toString());
  }

  private Map<String, Map<String, Path>> mangled() throws IOException {
    var all = new LinkedHashMap<String, Map<String, Path>>();
    put(all, "receipt", "another signature", it -> flipped(it, "\\..+\\."));
    put(all, "receipt", "a signature with stray bits", ReceiptElsewhereTest::strayBits);
    put(all, "receipt", "another claim", it -> flipped(it, "\\..{20}"));
    put(all, "receipt", "no signature", it -> it.substring(0, it.lastIndexOf('.') + 1));
    put(all, "proof", "that of another entry", _ -> otherProof);
    put(all, "proof", "another index", it -> it.replaceFirst("index 1", "index 2"));
    put(all, "proof", "a zero before the index", it -> it.replaceFirst("index ", "index 0"));
    put(all, "proof", "an index past the size", it -> it.replaceFirst("index ", "index 9"));
    put(all, "proof", "a hash fewer", it -> it.replaceFirst("\n[A-Za-z0-9+/]{43}=\n", "\n"));
    put(
        all,
        "proof",
        "a hash twice",
        it -> it.replaceFirst("\n([A-Za-z0-9+/]{43}=)\n", "\n$1\n$1\n"));
    put(
        all,
        "proof",
        "a hash left over",
        it -> it.replaceFirst("=\n\n", "=\n" + "A".repeat(43) + "=\n\n"));
    put(all, "proof", "another root", it -> flipped(it, "\nhalden\n[0-9]+\n"));
    put(all, "proof", "another size", it -> it.replaceFirst("\nhalden\n3", "\nhalden\n2"));
    put(all, "proof", "another origin", it -> it.replaceFirst("\nhalden\n", "\nholden\n"));
    put(all, "proof", "no signature", it -> it.substring(0, it.indexOf("— ")));
    put(all, "proof", "another signature", it -> flipped(it, "— halden .{10}"));
    put(all, "proof", "cut", it -> it.substring(0, it.length() - 1));
    put(all, "proof", "padded", it -> it + "\n");
    put(all, "log-key", "another hash", it -> it.replaceFirst("\\+[0-9a-f]", "+g"));
    put(all, "log-key", "another name", it -> it.replaceFirst("halden", "holden"));
    put(all, "jwks", "another key", _ -> "{\"keys\":[" + jwk() + "]}");
    return all;
  }

  private static void put(
      Map<String, Map<String, Path>> all, String file, String how, UnaryOperator<String> change)
      throws IOException {
    String text = Files.readString(FILES.get(file));
    String changed = change.apply(text);
    assertThat(changed).as(how).isNotEqualTo(text);
    Path mangled = directory.resolve("mangled-" + all.size());
    all.put(file + ": " + how, Map.of(file, Files.writeString(mangled, changed)));
  }

  private static String jwk() {
    return new String(Json.write(SigningKey.generate().publicKey().toJwk()), ISO_8859_1);
  }

  /** Another character behind what matches. */
  private static String flipped(String text, String before) {
    var match = Pattern.compile(before).matcher(text);
    assertThat(match.find()).isTrue();
    char other = text.charAt(match.end()) == 'A' ? 'B' : 'A';
    return text.substring(0, match.end()) + other + text.substring(match.end() + 1);
  }

  /** The last character of 64 bytes in base64url has four bits that say nothing. */
  private static String strayBits(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (char) (last + 1);
  }
}
