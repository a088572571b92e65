package dev.entente.server.arithmetic;

import dev.entente.agreement.Terms;
import java.util.ArrayList;
import java.util.List;

/** Whether either side hangs on one person. */
final class Sides {
  private static final int ENOUGH = 2;

  private Sides() {}

  static List<Finding> of(Terms terms) {
    var findings = new ArrayList<Finding>();
    side("our side", terms.contacts().ours(), findings);
    side("their side", terms.contacts().theirs(), findings);
    return findings;
  }

  private static void side(String side, List<String> contacts, List<Finding> findings) {
    if (contacts.size() < ENOUGH) {
      findings.add(
          Finding.warning(
              "/contacts",
              side
                  + " has "
                  + (contacts.isEmpty() ? "no contact" : "one contact")
                  + ": no stage is raised without two on each side"));
    }
  }
}
