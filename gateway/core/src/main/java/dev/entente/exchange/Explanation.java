package dev.entente.exchange;

import dev.entente.catalog.Field;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.disclosure.DisclosurePlan;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of every visible field, why, and what would unlock more. */
final class Explanation {
  private Explanation() {}

  static Map<String, Object> of(DisclosurePlan plan) {
    var explanation = new LinkedHashMap<String, Object>();
    for (Field field : plan.dataset().fields()) {
      var about = about(plan.decision(), field);
      if (!about.isEmpty()) {
        explanation.put(field.name().value(), about);
      }
    }
    return explanation;
  }

  /** Empty for a field that the decision hides. */
  static Map<String, Object> about(Decision decision, Field field) {
    var about = new LinkedHashMap<String, Object>();
    Released released = decision.released().get(field.name());
    Withheld withheld = decision.withheld().get(field.name());
    if (released != null) {
      about.put("release", released.release().form());
      released.reason().ifPresent(reason -> explain(reason, about));
    } else if (withheld != null) {
      about.put("release", "withheld");
      explain(withheld.reason(), about);
    }
    return about;
  }

  private static void explain(Reason reason, Map<String, Object> about) {
    about.put("because", reason.because().toString());
    about.put("unlock", reason.unlock());
  }
}
