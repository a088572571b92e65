package dev.entente.server.tryout;

import dev.entente.agreement.Standing;
import dev.entente.governance.Replay;
import dev.entente.policies.Bundle;
import dev.entente.policies.PolicyEngine;
import dev.entente.server.Talk;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.replay.History;
import dev.entente.server.replay.RequestHistory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.ShownReplay;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A candidate over the requests that were made since some time. Both policies run in engines of
 * their own, so those that answer partners are not asked. Nothing is recorded or activated.
 *
 * @param now whose day the matrices are of
 */
record Trial(AllianceDirectory directory, Bundle bundle, Instant since, Instant now) {
  /** Of so many agreements matrices are compared. */
  static final int MOST_MATRICES = 200;

  /**
   * Tries it.
   *
   * @param talk told how far it is; what it throws ends the work
   * @throws dev.entente.policies.BundleRefused if the bundle would not come into force
   * @throws dev.entente.problem.Unavailable if a policy cannot be asked
   * @throws IOException if the decision log cannot be read
   */
  Findings run(Talk talk) throws IOException {
    talk.progress("starting the candidate", 0, 1);
    try (PolicyEngine candidate = Policies.trial(bundle, directory.settings().policy())) {
      History history = RequestHistory.read(directory, since, talk);
      try (PolicyEngine inForce = Policies.start(directory, history.trust())) {
        int all = history.questions().size();
        Replay replay =
            Replay.of(
                history.questions(),
                inForce,
                candidate,
                done -> talk.progress("deciding, question", done, all));
        return new Findings(
            bundle.named().toString(),
            new ShownReplay(history, replay, inForce.revision(), candidate.revision(), since),
            cells(history, inForce, candidate, talk),
            history.trust().standings().size(),
            history.trust().policies().objection(bundle.revision(), bundle.named()));
      }
    }
  }

  private List<CellChange> cells(
      History history, PolicyEngine inForce, PolicyEngine candidate, Talk talk) {
    var changes = new ArrayList<CellChange>();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Collection<Standing> standings = history.trust().standings();
    long done = 0;
    long all = Math.min(standings.size(), MOST_MATRICES);
    for (Standing standing : standings.stream().limit(MOST_MATRICES).toList()) {
      talk.progress("comparing what opens when, agreement", ++done, all);
      for (var dataset : standing.terms().datasets().values()) {
        changes.addAll(CellChange.of(inForce, candidate, standing.terms(), dataset, today));
      }
    }
    return changes;
  }
}
