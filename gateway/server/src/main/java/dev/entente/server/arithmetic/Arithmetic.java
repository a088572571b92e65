package dev.entente.server.arithmetic;

import dev.entente.agreement.Terms;
import java.util.List;
import java.util.stream.Stream;

/** What an agreement's numbers come to. Says nothing about how likely any of it is. */
public final class Arithmetic {
  private Arithmetic() {}

  /**
   * What follows from the terms alone, the stages first. Pure: the same terms, the same findings.
   */
  public static List<Finding> of(Terms terms) {
    return Stream.of(
            Climb.of(terms),
            FirstRecord.of(terms),
            Repayment.of(terms),
            EchoChance.of(terms),
            Sides.of(terms))
        .flatMap(List::stream)
        .toList();
  }

  /** The same, and whether there is enough to see for it to hold. */
  public static List<Finding> of(Terms terms, Holdings holdings) {
    return Stream.concat(of(terms).stream(), Stock.of(terms, holdings).stream()).toList();
  }
}
