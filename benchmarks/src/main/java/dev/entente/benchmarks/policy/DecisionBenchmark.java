package dev.entente.benchmarks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.styra.opa.wasm.OpaPolicy;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.PolicyInput;
import dev.entente.policies.Bundle;
import dev.entente.policies.CachedPolicy;
import dev.entente.policies.ServerPolicy;
import dev.entente.policies.WasmPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decision about thirty fields: remembered, by the embedded engine, and by an OPA server on a
 * Unix socket; the last two beside what the same question costs whoever asks the library, or the
 * server over one connection, and does nothing with the answer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
public class DecisionBenchmark {
  private final PolicyInput input = Question.ofThirtyFields();

  /** The embedded engine, and the library alone. */
  @State(Scope.Thread)
  public static class Embedded {
    private final WasmPolicy policy = WasmPolicy.start(Bundle.standard());
    private final CachedPolicy cached = new CachedPolicy(policy, 1_000);
    private final OpaPolicy bare =
        OpaPolicy.builder().withPolicy(Archive.file(Question.bundle(), "/policy.wasm")).build();
    private final JsonNode json = Question.ofThirtyFields().json();
  }

  /** An OPA server; {@code opa} is found as in the tests. */
  @State(Scope.Thread)
  public static class Served {
    private final OpaServerProcess server;
    private final ServerPolicy policy;
    private final BareCall bare;

    public Served() {
      try {
        server = OpaServerProcess.start();
        policy = ServerPolicy.start(server.bundle(), server.address());
        bare = new BareCall(server.socket(), Question.ofThirtyFields().json());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @TearDown
    public void stop() throws IOException {
      bare.close();
      policy.close();
      server.close();
    }
  }

  /** One that was made before. */
  @Benchmark
  public Decision remembered(Embedded embedded) {
    return embedded.cached.decide(input);
  }

  /** One that was not. */
  @Benchmark
  public Decision embedded(Embedded embedded) {
    return embedded.policy.decide(input);
  }

  /** The library alone. */
  @Benchmark
  public String embeddedBare(Embedded embedded) {
    return embedded.bare.entrypoint("entente/disclosure/decision").evaluate(embedded.json);
  }

  /** One by OPA. */
  @Benchmark
  public Decision server(Served served) {
    return served.policy.decide(input);
  }

  /** The call alone. */
  @Benchmark
  public byte[] serverBare(Served served) throws IOException {
    return served.bare.ask();
  }
}
