package dev.entente.policies.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.policies.PolicyEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Withholds everything; its rules for the log are told to it. */
final class FakeEngine implements PolicyEngine {
  private volatile Function<JsonNode, Optional<JsonNode>> mask = _ -> Optional.empty();
  private volatile Optional<JsonNode> drop = Optional.empty();

  FakeEngine masking(Function<JsonNode, Optional<JsonNode>> mask) {
    this.mask = mask;
    return this;
  }

  FakeEngine dropping(JsonNode drop) {
    this.drop = Optional.of(drop);
    return this;
  }

  @Override
  public PolicyRevision revision() {
    return PolicyRevision.of("fake".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Decision decide(PolicyInput input) {
    return new Decision(Map.of(), Map.of(), new Rows.Every());
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return List.of();
  }

  @Override
  public Optional<JsonNode> aside(String rule, JsonNode input) {
    return rule.equals("system/log/mask") ? mask.apply(input) : drop;
  }

  @Override
  public List<String> failedTests() {
    return List.of();
  }

  @Override
  public void close() {}
}
