package dev.entente.policies.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.catalog.Field;
import dev.entente.disclosure.Decided;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.json.Json;
import dev.entente.problem.PolicyFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A decision as an event of OPA's decision log, before it is masked. {@code custom}, which OPA
 * leaves to others, says what the decision came to.
 */
final class DecisionEvent {
  /** The rule that was asked. */
  static final String PATH = "entente/disclosure/decision";

  private static final String BUNDLE = "entente";

  private DecisionEvent() {}

  static ObjectNode of(Deliberated deliberated, Map<String, String> labels) {
    var event = new LinkedHashMap<String, Object>();
    event.put("labels", labels);
    event.put("decision_id", deliberated.id().toString());
    deliberated
        .policy()
        .ifPresent(it -> event.put("bundles", Map.of(BUNDLE, Map.of("revision", it.value()))));
    event.put("path", PATH);
    event.put("input", deliberated.input().json());
    var custom = new LinkedHashMap<String, Object>();
    custom.put("request", deliberated.request().toString());
    switch (deliberated.upshot()) {
      case Upshot.Released(Decided decided) -> answered(decided, "released", event, custom);
      case Upshot.Withheld(Decided decided) -> answered(decided, "withheld", event, custom);
      case Upshot.Refused(Decided decided, var code) -> {
        answered(decided, "refused", event, custom);
        custom.put("problem", code.code());
      }
      case Upshot.Failed(PolicyFailure failure) -> {
        event.put("error", Map.of("code", failure.toString(), "message", failure.words()));
        custom.put("outcome", "failed");
      }
    }
    event.put("requested_by", deliberated.key().toString());
    event.put("timestamp", deliberated.time().toString());
    event.put("metrics", Map.of("timer_entente_decide_ns", deliberated.took().toNanos()));
    event.put("custom", custom);
    return (ObjectNode) Json.tree(event);
  }

  /** How many went beyond the terms is said; which, only where the result is not masked. */
  private static void answered(
      Decided decided, String outcome, Map<String, Object> event, Map<String, Object> custom) {
    event.put("result", result(decided));
    custom.put("outcome", outcome);
    if (!decided.heldBack().isEmpty()) {
      custom.put("held_back", decided.heldBack().size());
    }
  }

  /** What the policy answered, its fields in the dataset's order. */
  private static Map<String, Object> result(Decided decided) {
    Decision answered = decided.answered();
    var released = new LinkedHashMap<String, Object>();
    var withheld = new LinkedHashMap<String, Object>();
    for (Field field : decided.input().dataset().fields()) {
      Released form = answered.released().get(field.name());
      Withheld kept = answered.withheld().get(field.name());
      if (form != null) {
        var json = (ObjectNode) form.release().json();
        form.reason().ifPresent(reason -> json.setAll((ObjectNode) Json.tree(reason(reason))));
        released.put(field.name().value(), json);
      } else if (kept != null) {
        withheld.put(field.name().value(), reason(kept.reason()));
      }
    }
    var result = new LinkedHashMap<String, Object>();
    result.put("released", released);
    result.put("withheld", withheld);
    result.put("rows", answered.rows().document());
    return result;
  }

  private static Map<String, Object> reason(Reason reason) {
    var json = new LinkedHashMap<String, Object>();
    json.put("because", reason.because().toString());
    json.put("unlock", reason.unlock());
    return json;
  }
}
