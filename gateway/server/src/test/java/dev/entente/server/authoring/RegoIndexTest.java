package dev.entente.server.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.policies.Library;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegoIndexTest {
  private static final String REGO =
      """
      # METADATA
      # title: The package's
      package entente.custom.orchard

      import data.entente.author

      # METADATA
      # title: Head counts are Ana's
      deny contains {"field": "employees"} if {
      	input.partner == "Orchard"
      }

      # title: no metadata
      default hide := set()

      deny contains {"field": "margin"} if true
      """;

  @Test
  void rulesHaveTheirPathTheirTitleAndTheirPlace() {
    RegoIndex index = RegoIndex.of(Map.of("orchard.rego", REGO));

    var denials = index.at("entente.custom.orchard.deny");
    assertThat(denials)
        .extracting(RegoIndex.Rule::title)
        .containsExactly("Head counts are Ana's", "");
    assertThat(denials)
        .extracting(RegoIndex.Rule::place)
        .containsExactly("orchard.rego:9", "orchard.rego:16");
    assertThat(denials.getFirst().text()).contains("Orchard").doesNotContain("margin");
    assertThat(index.at("entente.custom.orchard.hide")).hasSize(1);
    assertThat(index.at("entente.custom.orchard.import")).isEmpty();
  }

  @Test
  void everyRuleOfTheLibraryHasATitle() {
    RegoIndex index = RegoIndex.of(Library.rego());
    assertThat(index.all()).hasSizeGreaterThan(40);
    assertThat(index.all())
        .allSatisfy(
            rule ->
                assertThat(index.at(rule.path()))
                    .as(rule.path())
                    .anyMatch(one -> !one.title().isEmpty()));
  }
}
