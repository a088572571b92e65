package dev.entente.disclosure;

import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What policies are asked in these tests, over the sample's accounts. */
public final class Inputs {
  private Inputs() {}

  public static PolicyInput at(String stage, String... milestones) {
    return of(SampleTerms.terms(), stage, Optional.of("joint-planning"), milestones);
  }

  public static PolicyInput of(
      Terms terms, String stage, Optional<String> purpose, String... milestones) {
    return new PolicyInput(
        terms,
        terms.datasets().get(SampleTerms.ACCOUNTS),
        new Stage(stage),
        purpose,
        LocalDate.of(2026, 11, 22),
        new TreeSet<>(List.of(milestones).stream().map(Milestone::new).toList()),
        new TreeSet<>(),
        new TreeSet<>(),
        new LinkedHashSet<>(),
        new TreeSet<>());
  }
}
