package dev.entente.server.authoring;

import dev.entente.catalog.Field;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.governance.WhatIf;
import dev.entente.policies.Bundle;
import dev.entente.policies.Obstacle;
import dev.entente.policies.PolicyEngine;
import dev.entente.server.authoring.RegoIndex.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Why a field is released as it is.
 *
 * @param rules empty if the bundle does not say which spoke
 */
public record Explained(
    PolicyInput input,
    Field field,
    PolicyRevision policy,
    Optional<List<Spoken>> rules,
    WhatIf whatIf) {

  /**
   * A rule that stands in the way.
   *
   * @param places where it is written; several where rules of one path could have said it
   */
  public record Spoken(Obstacle obstacle, List<Rule> places) {}

  /**
   * Asks the policy, and looks up its rules.
   *
   * @throws dev.entente.problem.Unavailable if it cannot decide
   */
  public static Explained of(PolicyEngine policy, Bundle bundle, PolicyInput input, Field field) {
    RegoIndex index = RegoIndex.of(bundle.rego());
    return new Explained(
        input,
        field,
        policy.revision(),
        Obstacle.of(policy, input, field.name())
            .map(all -> all.stream().map(it -> spoken(it, index, field)).toList()),
        WhatIf.of(policy, input, field));
  }

  /** Of several rules of one path, those that name the field, if any do. */
  private static Spoken spoken(Obstacle obstacle, RegoIndex index, Field field) {
    List<Rule> places = index.at(obstacle.rule());
    List<Rule> naming =
        places.stream().filter(rule -> rule.text().contains("\"" + field.name() + "\"")).toList();
    return new Spoken(obstacle, naming.isEmpty() ? places : naming);
  }
}
