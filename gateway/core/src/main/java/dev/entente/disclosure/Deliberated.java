package dev.entente.disclosure;

import dev.entente.problem.PolicyFailure;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One question for a policy, and what it came to. Holds no row and no value of one.
 *
 * @param policy the one in force, where it can be told
 * @param key whose request it was
 * @param request the hash of the request's signature base
 * @param took how long the decision took
 */
public record Deliberated(
    DecisionId id,
    Instant time,
    PolicyInput input,
    Optional<PolicyRevision> policy,
    KeyId key,
    Sha256 request,
    Duration took,
    Upshot upshot) {

  /** What it came to; whether the ledger then had room for a record is not known here. */
  public sealed interface Upshot {
    /** At least one field is shown. */
    record Released(Decided decided) implements Upshot {}

    /** The policy answered, and no field is shown. */
    record Withheld(Decided decided) implements Upshot {}

    /** The policy answered, and by its answer the call cannot be carried out. */
    record Refused(Decided decided, ProblemCode code) implements Upshot {}

    /** There is no decision. */
    record Failed(PolicyFailure failure) implements Upshot {}
  }
}
