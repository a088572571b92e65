package dev.entente.exchange;

import dev.entente.agreement.Purpose;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Released;
import dev.entente.reciprocity.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a look at a dataset shows. A look has no purpose, so each field is shown as under the agreed
 * purpose that gives most of it; where there are several, the purpose to state is named.
 */
record Glance(SequencedMap<Purpose, Decision> decisions) {
  private static final int WITHHELD = 1;

  Glance {
    decisions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(decisions));
  }

  /** Empty for a field that every purpose hides. */
  Map<String, Object> about(Field field) {
    int most = decisions.values().stream().mapToInt(it -> given(it, field.name())).max().orElse(0);
    List<Purpose> giving = new ArrayList<>();
    Map<String, Object> about = new LinkedHashMap<>();
    decisions.forEach(
        (purpose, decision) -> {
          if (given(decision, field.name()) == most) {
            giving.add(purpose);
            about.putAll(giving.size() == 1 ? Explanation.about(decision, field) : Map.of());
          }
        });
    if (most > WITHHELD && decisions.size() > 1) {
      state(giving, about);
    }
    return about;
  }

  private static void state(List<Purpose> giving, Map<String, Object> about) {
    var unlock = new ArrayList<Object>();
    if (about.get("unlock") instanceof List<?> more) {
      unlock.addAll(more);
    }
    unlock.add(
        "state one of the agreed purposes: "
            + String.join(", ", giving.stream().map(Purpose::value).toList()));
    about.putIfAbsent("because", Because.PURPOSE.toString());
    about.put("unlock", unlock);
  }

  /** How much of a field a decision gives: nothing for one that it hides. */
  private static int given(Decision decision, FieldName name) {
    Released released = decision.released().get(name);
    if (released != null) {
      return WITHHELD + Form.of(released.release()).weight();
    }
    return decision.withheld().containsKey(name) ? WITHHELD : 0;
  }
}
