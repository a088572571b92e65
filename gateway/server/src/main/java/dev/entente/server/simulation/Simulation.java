package dev.entente.server.simulation;

import dev.entente.agreement.Terms;
import dev.entente.disclosure.Policy;
import dev.entente.server.Talk;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays an agreement's terms against partners. The figures depend on terms, policy, days and seed
 * alone.
 *
 * @param terms that nobody needs to have signed yet
 * @param policy that decides what is released and what a stage asks for
 * @param days from the acceptance on, at least 1
 * @param seed of accidents
 */
public record Simulation(Terms terms, Policy policy, int days, long seed) {
  public Simulation {
    if (days < 1 || days > 3650) {
      throw new IllegalArgumentException("play 1 to 3650 days, not " + days);
    }
  }

  /** What comes of each kind of partner, in their order. */
  public List<Played> play(List<Kind> kinds, Talk talk) {
    var played = new ArrayList<Played>();
    for (Kind kind : kinds) {
      String what = "playing " + terms.agreement() + " with " + kind + ", day";
      played.add(
          new Trial(terms, policy, kind, days, seed).play(day -> talk.progress(what, day, days)));
    }
    return played;
  }
}
