package dev.entente.policies;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.json.Json;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Remembers decisions under the policy's revision and the hash of the whole input, so that a
 * changed fact is another question. A failure to decide is not remembered, and while the policy
 * does not answer nothing is taken from memory. Bounded; thread-safe.
 */
public final class CachedPolicy implements Policy {
  private final Policy policy;
  private final Cache<Question, Decision> decisions;

  // What stands still is hashed once for as long as somebody holds it; keys are compared by
  // identity.
  private final Cache<Terms, Sha256> terms = Caffeine.newBuilder().weakKeys().build();
  private final Cache<Dataset, Sha256> datasets = Caffeine.newBuilder().weakKeys().build();

  private record Question(PolicyRevision revision, Sha256 input) {}

  /**
   * Remembers the decisions of this policy.
   *
   * @param most how many decisions are kept; beyond that, those least likely to be asked again go
   */
  public CachedPolicy(Policy policy, int most) {
    this.policy = policy;
    this.decisions = Caffeine.newBuilder().maximumSize(most).build();
  }

  @Override
  public PolicyRevision revision() {
    return policy.revision();
  }

  @Override
  public Decision decide(PolicyInput input) {
    var question = new Question(policy.revision(), input.hash(standing(input)));
    if (!policy.isAnswering()) {
      return policy.decide(input);
    }
    return decisions.get(question, _ -> policy.decide(input));
  }

  @Override
  public boolean isAnswering() {
    return policy.isAnswering();
  }

  /** Not remembered: raises are rare, and their facts seldom the same. */
  @Override
  public List<GateState> gates(PromotionInput input) {
    return policy.gates(input);
  }

  private Sha256 standing(PolicyInput input) {
    return Sha256.hash(
        terms.get(input.terms(), Terms::hash).bytes(),
        datasets.get(input.dataset(), CachedPolicy::hash).bytes());
  }

  private static Sha256 hash(Dataset dataset) {
    return Sha256.hash(
        dataset.id().value().getBytes(StandardCharsets.UTF_8),
        new byte[1],
        Json.canonical(dataset.document()));
  }
}
