package dev.entente.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.Terms;
import dev.entente.policies.Bundle;
import dev.entente.policies.WasmPolicy;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.store.Progress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ledger that is played in is one. */
class ArenaTest {
  @Test
  void theAuditFindsNothingWrongWithAYearThatWasPlayed() {
    Terms terms =
        new MadeTerms()
            .more(
                ", 'expect': {'reports': 30}, 'windows': {'margins': 50},"
                    + " 'leak': {'per-day': 0.01, 'cap': 500}")
            .read();
    var policy = WasmPolicy.start(Bundle.standard());
    try (var arena = new Arena(terms, policy, Trial.FIRST)) {
      new Trial(terms, policy, Kind.HOARDER, 365, 1).play(arena, _ -> {});
      AuditReport report =
          Audit.of(
              arena.store,
              VerifierKey.parse(arena.ledger.verifierKey()),
              NoteVerifier.ofPlatform(),
              Set.of(arena.gateway.id()),
              List.of(),
              Progress.NONE);
      assertThat(report.findings()).isEmpty();
      assertThat(report.holds()).isTrue();
      assertThat(report.size()).isGreaterThan(365);
      assertThat(report.forgiven().isPositive()).isTrue();
    }
  }
}
