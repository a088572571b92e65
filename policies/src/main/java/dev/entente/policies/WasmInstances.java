package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.styra.opa.wasm.OpaPolicy;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of instances of one bundle. An instance holds the state of the question it is
 * answering, so each works for one thread at a time and keeps its data for good. (The library's own
 * pool clears an instance's data when it comes back.) One that failed is thrown away, never asked
 * again. Thread-safe.
 */
final class WasmInstances implements Engine {
  private static final int MOST_PAGES = 512; // of 64 KiB
  private static final int LARGEST_ANSWER = 4 << 20;
  private static final Duration BUDGET = Duration.ofSeconds(2);

  private final Bundle bundle;
  private final String entrypoint;
  private final Duration patience;
  private final LinkedBlockingDeque<Slot> idle = new LinkedBlockingDeque<>();
  private final AtomicInteger started = new AtomicInteger();
  private volatile Set<String> entrypoints = Set.of();

  /** Holds an instance, or none before its first question and after a failure. */
  private static final class Slot {
    @Nullable OpaPolicy instance;
  }

  /**
   * Starts the first instance, so that a bundle that cannot run is found now; each of the others
   * compiles the module anew, and is started when a question finds no other idle.
   *
   * @param patience how long a question waits for an idle instance
   * @throws BundleRefused if the bundle's module cannot run, can fail in silence, or lacks the
   *     entrypoint
   */
  WasmInstances(Bundle bundle, String entrypoint, int count, Duration patience) {
    this.bundle = bundle;
    this.entrypoint = entrypoint;
    this.patience = patience;
    FallibleBuiltins.refuse(bundle.wasm());
    for (int i = 0; i < count; i++) {
      var slot = new Slot();
      if (i == 0) {
        slot.instance = start();
      }
      idle.add(slot);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws Unavailable also if no instance comes free in time
   */
  @Override
  public JsonNode ask(String rule, JsonNode input) {
    return ResultSet.only(rule, evaluate(rule, input));
  }

  private String evaluate(String rule, JsonNode input) {
    Slot slot = take();
    OpaPolicy instance = slot.instance;
    slot.instance = null;
    try {
      if (instance == null) {
        instance = start();
      }
      OpaPolicy policy = instance.entrypoint(rule);
      String answer = Deadline.of(BUDGET, "`" + rule + "`", () -> policy.evaluate(input));
      if (answer.length() > LARGEST_ANSWER) {
        throw Unavailable.policy(
            PolicyFailure.MALFORMED, "the policy's answer is longer than " + LARGEST_ANSWER, null);
      }
      slot.instance = instance;
      return answer;
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw Unavailable.policy(PolicyFailure.FAILED, "the policy failed: " + e.getMessage(), e);
    } finally {
      idle.addFirst(slot);
    }
  }

  /** Whether the bundle has that rule as an entrypoint. */
  boolean has(String name) {
    return entrypoints.contains(name);
  }

  /** The test rules that were compiled as entrypoints and are not true. */
  List<String> failedTests() {
    return entrypoints.stream().filter(Engine::isTest).filter(rule -> !passes(rule)).toList();
  }

  /** How many instances were started so far, those after a failure included. */
  int started() {
    return started.get();
  }

  private Slot take() {
    try {
      Slot slot = idle.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (slot == null) {
        throw Unavailable.policy(
            PolicyFailure.SLOW, "no policy instance came free within " + patience, null);
      }
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.policy(
          PolicyFailure.FAILED, "interrupted while waiting for a policy instance", e);
    }
  }

  private OpaPolicy start() {
    OpaPolicy instance;
    try {
      instance = OpaPolicy.builder().withPolicy(bundle.wasm()).withMaxMemory(MOST_PAGES).build();
      instance.data(bundle.data());
    } catch (RuntimeException e) {
      throw new BundleRefused(
          "its policy.wasm does not run; build it with `opa build -t wasm`: " + e.getMessage());
    }
    if (!instance.entrypoints().containsKey(entrypoint)) {
      throw new BundleRefused(
          "it has no entrypoint `"
              + entrypoint
              + "`; build it with `opa build -t wasm -e "
              + entrypoint
              + "`");
    }
    entrypoints = Set.copyOf(instance.entrypoints().keySet());
    started.incrementAndGet();
    return instance;
  }
}
