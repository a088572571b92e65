package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy that the ledger says is in force. It is looked up for each decision, so an activation
 * is the entry and nothing else: what was decided before it is superseded, and what is decided
 * after it is decided by the new one. One that was not made ready is started by the first question
 * for it. Thread-safe.
 */
public final class ActivePolicy implements Policy, Asides, AutoCloseable {
  private static final int DECISIONS_KEPT = 10_000;
  private static final int MOST_READY = 3;
  private static final long NANOS_BETWEEN_TRIES = 1_000_000_000L;

  private final Supplier<Optional<PolicyRevision>> inForce;
  private final Function<PolicyRevision, PolicyEngine> start;

  private final LongAdder served = new LongAdder();

  // By their policy, oldest first; each remembers its own decisions. Replaced, never changed.
  private volatile SequencedMap<PolicyRevision, Started> ready = new LinkedHashMap<>();
  private @Nullable Failure failure;

  private record Started(PolicyEngine engine, CachedPolicy cached) {}

  private record Failure(PolicyRevision policy, RuntimeException why, long when) {}

  /**
   * @param inForce which policy the ledger says it is
   * @param start starts one that is in force and was not made ready here: another process may have
   *     activated it
   */
  public ActivePolicy(
      Supplier<Optional<PolicyRevision>> inForce, Function<PolicyRevision, PolicyEngine> start) {
    this.inForce = inForce;
    this.start = start;
  }

  /** Makes an engine ready, for when its policy is in force. Closes the oldest that is not. */
  public synchronized void add(PolicyEngine engine) {
    put(engine);
  }

  private Started put(PolicyEngine engine) {
    var engines = new LinkedHashMap<>(ready);
    var started = new Started(engine, new CachedPolicy(engine, DECISIONS_KEPT, served));
    @Nullable Started former = engines.remove(engine.revision());
    engines.put(engine.revision(), started);
    @Nullable Started oldest = engines.size() > MOST_READY ? oldest(engines) : null;
    ready = engines;
    Stream.of(former, oldest).filter(Objects::nonNull).forEach(it -> it.engine().close());
    return started;
  }

  /** Takes out the oldest that is not in force. */
  private @Nullable Started oldest(SequencedMap<PolicyRevision, Started> engines) {
    Optional<PolicyRevision> kept = inForce.get();
    PolicyRevision oldest =
        engines.sequencedKeySet().stream()
            .filter(it -> !kept.equals(Optional.of(it)))
            .findFirst()
            .orElseThrow();
    return engines.remove(oldest);
  }

  /** Whether the policy is ready. */
  public boolean has(PolicyRevision policy) {
    return ready.containsKey(policy);
  }

  @Override
  public Policy current() {
    return started().cached();
  }

  /** The same, asked each time: what it decides is not remembered. */
  public Policy unremembered() {
    return new Policy() {
      @Override
      public PolicyRevision revision() {
        return ActivePolicy.this.revision();
      }

      @Override
      public Policy current() {
        return started().engine();
      }

      @Override
      public Decision decide(PolicyInput input) {
        return current().decide(input);
      }

      @Override
      public List<GateState> gates(PromotionInput input) {
        return current().gates(input);
      }
    };
  }

  /** How many decisions were served from memory. */
  public long served() {
    return served.sum();
  }

  private Started started() {
    PolicyRevision policy =
        inForce
            .get()
            .orElseThrow(
                () ->
                    Unavailable.policy(
                        PolicyFailure.NOT_RUNNING, "no policy was activated yet", null));
    @Nullable Started started = ready.get(policy);
    return started == null ? start(policy) : started;
  }

  private synchronized Started start(PolicyRevision policy) {
    @Nullable Started started = ready.get(policy);
    if (started != null) {
      return started;
    }
    if (failure != null
        && failure.policy().equals(policy)
        && System.nanoTime() - failure.when() < NANOS_BETWEEN_TRIES) {
      throw unavailable(policy, failure.why());
    }
    try {
      Started fresh = put(start.apply(policy));
      failure = null;
      return fresh;
    } catch (Unavailable | BundleRefused e) {
      failure = new Failure(policy, e, System.nanoTime());
      throw unavailable(policy, e);
    }
  }

  private static Unavailable unavailable(PolicyRevision policy, RuntimeException why) {
    return Unavailable.policy(
        PolicyFailure.NOT_RUNNING,
        "policy " + policy + " is in force and does not run here: " + why.getMessage(),
        why);
  }

  @Override
  public PolicyRevision revision() {
    return current().revision();
  }

  @Override
  public boolean isAnswering() {
    return current().isAnswering();
  }

  @Override
  public Decision decide(PolicyInput input) {
    return current().decide(input);
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return current().gates(input);
  }

  /** Asks the engine of the policy in force. */
  @Override
  public Optional<JsonNode> aside(String rule, JsonNode input) {
    return started().engine().aside(rule, input);
  }

  @Override
  public synchronized void close() {
    ready.values().forEach(it -> it.engine().close());
    ready = new LinkedHashMap<>();
  }
}
