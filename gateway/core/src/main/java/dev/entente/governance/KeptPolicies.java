package dev.entente.governance;

import dev.entente.disclosure.PolicyRevision;
import java.util.Optional;

/** The port to policies that were in force before. */
@FunctionalInterface
public interface KeptPolicies {
  /**
   * Makes a policy ready to decide the moment that it is in force; says why not if it cannot.
   * Whether it ever was in force is not its question.
   */
  Optional<String> whyNot(PolicyRevision policy);
}
