package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.governance.Comparison.Kind;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What people are told of a policy is what the gateway would make of it. */
class ForetoldTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

  private final Terms terms = SampleTerms.terms();
  private final Dataset accounts = terms.datasets().get(SampleTerms.ACCOUNTS);

  /** Releases everything in full, whatever the terms say. */
  private static final class Generous implements Policy {
    @Override
    public PolicyRevision revision() {
      return FakePolicy.revision("generous");
    }

    @Override
    public Decision decide(PolicyInput input) {
      var all = new LinkedHashMap<FieldName, Released>();
      input
          .dataset()
          .fields()
          .forEach(
              field -> all.put(field.name(), new Released(new Release.Full(), Optional.empty())));
      return new Decision(all, Map.of(), new Rows.Every());
    }

    @Override
    public List<GateState> gates(PromotionInput input) {
      return List.of();
    }
  }

  private PolicyInput early() {
    return new PolicyInput(
        terms,
        accounts,
        terms.ladder().first(),
        Optional.of(terms.purposes().getFirst().value()),
        DAY,
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new LinkedHashSet<>(),
        new TreeSet<>());
  }

  private Field waiting() {
    return accounts.fields().stream()
        .filter(field -> !field.stage().equals(terms.ladder().first()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_a_policy_releases_beyond_the_terms_is_not_said_to_be_released() {
    assertThat(WhatIf.of(new Generous(), early(), waiting()).now().release()).isNotEqualTo("full");
  }

  @Test
  void nor_what_it_would_release_once_one_fact_is_another() {
    Field margin = accounts.field(new FieldName("margin")).orElseThrow();
    var changes = WhatIf.of(new Generous(), early(), margin).changes();
    assertThat(changes)
        .noneMatch(it -> it.fact().equals("reach stage mid") && it.opens())
        .anyMatch(it -> it.fact().equals("reach stage late") && it.opens());
  }

  @Test
  void what_waits_for_a_milestone_is_compared_as_if_it_were_shown_too() {
    var award = new FieldName("award");
    var differences =
        Comparison.of(
            new FakePolicy(), new FakePolicy().hiding(award.value()), terms, accounts, DAY);
    assertThat(differences)
        .anyMatch(it -> it.kind() == Kind.CLOSES && it.toString().contains(award.value()));
  }

  @Test
  void nor_is_it_said_that_it_would_open() {
    var differences = Comparison.of(new FakePolicy(), new Generous(), terms, accounts, DAY);
    assertThat(differences).isNotEmpty().noneMatch(it -> it.kind() == Kind.OPENS);
  }

  @Test
  void what_a_later_stage_opens_is_asked_and_said() {
    var changes = WhatIf.of(new FakePolicy(), early(), waiting()).changes();
    assertThat(changes)
        .anyMatch(it -> it.fact().equals("reach stage " + waiting().stage()) && it.opens());
    assertThat(changes.getLast().fact()).isEqualTo(WhatIf.ALL);
  }
}
