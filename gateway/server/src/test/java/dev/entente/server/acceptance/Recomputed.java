package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.server.acceptance.Ledgers.Listed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a partner's entries come to, computed by hand: figures, stage, and whether what takes
 * several people, or several entries, was done whole.
 */
final class Recomputed {
  private static final Map<String, BigDecimal> WINDOWS =
      Map.of("early", new BigDecimal(500), "mid", new BigDecimal(1_000));
  private static final BigDecimal CHANGED = new BigDecimal("0.2");

  BigDecimal given = BigDecimal.ZERO;
  BigDecimal received = BigDecimal.ZERO;
  BigDecimal exposure = BigDecimal.ZERO;
  String stage = "early";

  /** The requests that brought something. */
  final List<String> requests = new ArrayList<>();

  private final Map<Long, Set<String>> approvals = new HashMap<>();
  private final Map<Long, Integer> needed = new HashMap<>();
  private final Set<Long> done = new HashSet<>();

  static Recomputed of(List<Listed> entries) {
    var recomputed = new Recomputed();
    for (Listed entry : entries) {
      switch (entry.kind()) {
        case "disclosed" -> recomputed.disclosed(entry.json());
        case "received" -> recomputed.received(entry.json());
        case "stage.proposed" -> recomputed.needed.put(entry.index(), 2);
        case "key.proposed" -> recomputed.needed.put(entry.index(), 1);
        case "proposal.approved" -> recomputed.approved(entry.json());
        case "stage.changed" -> recomputed.moved(entry.json());
        case "key.added" -> recomputed.isApproved(entry.json().get("proposal").longValue());
        default -> {}
      }
    }
    recomputed.nothingIsHalfDone();
    return recomputed;
  }

  private void disclosed(JsonNode entry) {
    BigDecimal worth = Ledgers.worth(entry, "");
    assertThat(entry.get("value").decimalValue()).isEqualByComparingTo(worth);
    assertThat(entry.get("stage").textValue()).isEqualTo(stage);
    given = given.add(worth);
    exposure = exposure.add(worth);
    if (worth.signum() > 0) {
      assertThat(exposure).isLessThanOrEqualTo(WINDOWS.get(stage));
    }
    assertThat(entry.get("exposure").decimalValue()).isEqualByComparingTo(exposure);
  }

  private void received(JsonNode entry) {
    BigDecimal credit = BigDecimal.ZERO;
    for (JsonNode field : entry.get("fields")) {
      BigDecimal cells =
          field
              .path("first")
              .decimalValue()
              .add(field.path("changed").decimalValue().multiply(CHANGED));
      credit = credit.add(cells.multiply(field.get("value").decimalValue()));
    }
    received = received.add(credit);
    BigDecimal floor = WINDOWS.get(stage).negate().min(exposure);
    exposure = exposure.subtract(credit).max(floor);
    assertThat(entry.get("exposure").decimalValue()).isEqualByComparingTo(exposure);
    requests.add(entry.get("request").textValue());
  }

  private void approved(JsonNode entry) {
    var order = OperatorDocument.parse(entry.get("document").textValue());
    long proposal = ((Command.Approve) order.command()).proposal();
    assertThat(needed).containsKey(proposal);
    assertThat(approvals.computeIfAbsent(proposal, _ -> new HashSet<>()).add(order.operator()))
        .isTrue();
  }

  private void moved(JsonNode entry) {
    assertThat(entry.get("from").textValue()).isEqualTo(stage);
    stage = entry.get("to").textValue();
    if (entry.has("proposal")) {
      isApproved(entry.get("proposal").longValue());
    } else {
      assertThat(stage).isEqualTo("early");
    }
  }

  private void isApproved(long proposal) {
    assertThat(approvals.getOrDefault(proposal, Set.of())).hasSize(needed.get(proposal));
    assertThat(done.add(proposal)).isTrue();
  }

  /** What the last approval decides stands beside it. */
  private void nothingIsHalfDone() {
    approvals.forEach(
        (proposal, people) -> {
          if (people.size() == needed.get(proposal)) {
            assertThat(done).as("what was approved as entry " + proposal).contains(proposal);
          }
        });
  }

  /** The standing that the gateway tells says the same. */
  void isTold(JsonNode standing) {
    assertThat(standing.get("given").decimalValue()).isEqualByComparingTo(given);
    assertThat(standing.get("received").decimalValue()).isEqualByComparingTo(received);
    assertThat(standing.get("exposure").decimalValue()).isEqualByComparingTo(exposure);
    assertThat(standing.get("window").decimalValue()).isEqualByComparingTo(WINDOWS.get(stage));
    assertThat(standing.get("stage").textValue()).isEqualTo(stage);
  }
}
