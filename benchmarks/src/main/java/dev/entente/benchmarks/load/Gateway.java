package dev.entente.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.benchmarks.load.Generator.Driven;
import dev.entente.json.Json;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.SentRequest;
import dev.entente.signature.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code entente serve} in a process of its own, whose partners have all accepted. */
final class Gateway implements AutoCloseable {
  /** What the launcher gives the JVM; native access comes from the jar's manifest there. */
  static final List<String> LAUNCHER =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Xlog:disable",
          "-Xlog:all=error,cds*=off,aot*=off:stderr",
          "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true");

  private static final String MAIN = "dev.entente.server.cli.Entente";

  private final Alliance alliance;
  private final Child process;
  private final Queries queries;
  private final AnswerVerifier verifier;
  private long queriesAnswered;
  private long verified;

  private Gateway(Alliance alliance, Child process, Queries queries, AnswerVerifier verifier) {
    this.alliance = alliance;
    this.process = process;
    this.queries = queries;
    this.verifier = verifier;
  }

  /** Starts it with further JVM options, such as those of a profiler. */
  static Gateway start(Alliance alliance, List<String> more) throws IOException {
    var options = new ArrayList<>(LAUNCHER);
    options.addAll(more);
    Path log = alliance.directory().resolve("serve.log");
    Child process = Child.start(options, log, MAIN, "serve", alliance.directory().toString());
    var queries = new Queries(alliance, process.address());
    var gateway = new Gateway(alliance, process, queries, verifier(process.address()));
    gateway.accept();
    return gateway;
  }

  private static AnswerVerifier verifier(URI address) throws IOException {
    String request = "GET /.well-known/jwks.json HTTP/1.1\r\nhost: x\r\n\r\n";
    JsonNode jwks = ask(address, request.getBytes(StandardCharsets.US_ASCII));
    Map<String, VerifyingKey> keys = new HashMap<>();
    for (JsonNode jwk : jwks.get("keys")) {
      VerifyingKey key = VerifyingKey.parse(jwk.toString());
      keys.put(key.id().toString(), key);
    }
    return new AnswerVerifier(id -> keys.get(id.toString()));
  }

  private void accept() throws IOException {
    for (int i = 0; i < alliance.partners().size(); i++) {
      JsonNode agreement = ask(queries.agreement(i));
      String hash = agreement.get("terms-hash").asText();
      ask(queries.post(i, "/acceptance", "{\"terms-hash\":\"" + hash + "\"}"));
    }
  }

  private JsonNode ask(SentRequest request) throws IOException {
    return ask(process.address(), Queries.wire(List.of(request)).getFirst());
  }

  private static JsonNode ask(URI address, byte[] request) throws IOException {
    Driven one = Generator.drive(address, 1, List.of(request));
    byte[] answer = one.samples().values().iterator().next();
    if (one.ok() != 1) {
      throw new IOException("the gateway answered " + new String(answer, StandardCharsets.UTF_8));
    }
    return Json.read(Answers.read(answer).body());
  }

  Queries queries() {
    return queries;
  }

  Child process() {
    return process;
  }

  /** Sends signed queries; each must be answered with 200, and a sample with a good signature. */
  Driven drive(int connections, List<SentRequest> requests) throws IOException {
    Driven driven = Generator.drive(process.address(), connections, Queries.wire(requests));
    queriesAnswered += driven.ok();
    if (driven.ok() < requests.size()) {
      throw new IOException(
          "%d of %d queries were not answered with 200"
              .formatted(requests.size() - driven.ok(), requests.size()));
    }
    for (Map.Entry<Integer, byte[]> sample : driven.samples().entrySet()) {
      verify(requests.get(sample.getKey()), sample.getValue());
    }
    return driven;
  }

  private void verify(SentRequest request, byte[] wire) throws IOException {
    var answer = Answers.read(wire);
    AnswerProof proof = verifier.verify(request, answer);
    if (!(proof instanceof AnswerProof.Addressed)) {
      throw new IOException("an answer's signature does not hold: " + proof);
    }
    JsonNode body = Json.read(answer.body());
    if (body.get("records").size() != Queries.RECORDS || body.get("records").get(0).size() != 10) {
      throw new IOException("an answer has not 20 records of 10 fields: " + body);
    }
    verified++;
  }

  /** How many queries were answered with 200 since the start. */
  long queriesAnswered() {
    return queriesAnswered;
  }

  /** How many answers' signatures were verified. */
  long verified() {
    return verified;
  }

  /** What {@code entente audit --json} says, which may be asked while the gateway runs. */
  JsonNode audit() throws IOException {
    Process audit =
        new ProcessBuilder(
                Child.java(LAUNCHER, MAIN, "audit", "--json", alliance.directory().toString()))
            .redirectError(alliance.directory().resolve("audit.log").toFile())
            .start();
    byte[] said = audit.getInputStream().readAllBytes();
    return Json.read(said);
  }

  @Override
  public void close() {
    process.close();
  }
}
