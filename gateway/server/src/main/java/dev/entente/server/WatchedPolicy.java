package dev.entente.server;

import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A policy whose failures show in the gateway's readiness, and are counted. */
record WatchedPolicy(
    Policy policy, Symptom symptom, Consumer<PolicyFailure> counter, Runnable failed)
    implements Policy {
  @Override
  public PolicyRevision revision() {
    return policy.revision();
  }

  @Override
  public Policy current() {
    return new WatchedPolicy(watch(policy::current), symptom, counter, failed);
  }

  @Override
  public boolean isAnswering() {
    return policy.isAnswering();
  }

  @Override
  public Decision decide(PolicyInput input) {
    return watch(() -> policy.decide(input));
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return watch(() -> policy.gates(input));
  }

  private <T> T watch(Supplier<T> work) {
    try {
      return symptom.watch(work);
    } catch (Unavailable e) {
      e.failure().ifPresent(counter);
      failed.run();
      throw e;
    }
  }
}
