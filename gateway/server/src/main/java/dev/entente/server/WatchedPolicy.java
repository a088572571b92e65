package dev.entente.server;

import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import java.util.List;

/** A policy whose failures show in the gateway's readiness. */
record WatchedPolicy(Policy policy, Symptom symptom) implements Policy {
  @Override
  public PolicyRevision revision() {
    return policy.revision();
  }

  @Override
  public boolean isAnswering() {
    return policy.isAnswering();
  }

  @Override
  public Decision decide(PolicyInput input) {
    return symptom.watch(() -> policy.decide(input));
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return symptom.watch(() -> policy.gates(input));
  }
}
