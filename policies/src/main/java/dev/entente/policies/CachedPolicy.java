package dev.entente.policies;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.json.Json;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers decisions under the policy's revision and the whole input, so that a changed fact is
 * another question. A failure to decide is not remembered, and while the policy does not answer
 * nothing is taken from memory. Bounded; thread-safe.
 */
public final class CachedPolicy implements Policy {
  private final Policy policy;
  private final Cache<Question, Decision> decisions;
  private final LongAdder served;

  // What stands still is hashed once for as long as somebody holds it; keys are compared by
  // identity.
  private final Cache<Terms, Sha256> terms = Caffeine.newBuilder().weakKeys().build();
  private final Cache<Dataset, Sha256> datasets = Caffeine.newBuilder().weakKeys().build();

  /** The whole input; of what stands still, its hash. Two are equal if all their facts are. */
  private record Question(
      PolicyRevision revision,
      Sha256 terms,
      Sha256 dataset,
      Stage stage,
      Optional<String> purpose,
      LocalDate date,
      Set<Milestone> milestones,
      Set<String> signals,
      Set<String> disputes,
      List<FieldName> asked,
      Set<Category> dry) {}

  /**
   * Remembers the decisions of this policy.
   *
   * @param most how many decisions are kept; beyond that, those least likely to be asked again go
   */
  public CachedPolicy(Policy policy, int most) {
    this(policy, most, new LongAdder());
  }

  /**
   * @param served counts those that were served from memory
   */
  CachedPolicy(Policy policy, int most, LongAdder served) {
    this.policy = policy;
    this.served = served;
    this.decisions = Caffeine.newBuilder().maximumSize(most).build();
  }

  @Override
  public PolicyRevision revision() {
    return policy.revision();
  }

  @Override
  public Decision decide(PolicyInput input) {
    if (!policy.isAnswering()) {
      return policy.decide(input);
    }
    Question question = question(input);
    @Nullable Decision known = decisions.getIfPresent(question);
    if (known != null) {
      served.increment();
      return known;
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

  private Question question(PolicyInput input) {
    return new Question(
        policy.revision(),
        terms.get(input.terms(), Terms::hash),
        datasets.get(input.dataset(), CachedPolicy::hash),
        input.stage(),
        input.purpose(),
        input.date(),
        input.milestones(),
        input.signals(),
        input.disputes(),
        List.copyOf(input.asked()),
        input.dry());
  }

  private static Sha256 hash(Dataset dataset) {
    return Sha256.hash(
        dataset.id().value().getBytes(StandardCharsets.UTF_8),
        new byte[1],
        Json.canonical(dataset.document()));
  }
}
