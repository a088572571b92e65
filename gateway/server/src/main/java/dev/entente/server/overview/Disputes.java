package dev.entente.server.overview;

import dev.entente.ledger.Entry;
import dev.entente.ledger.Event;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The disputes of all alliances, as the log tells of them. Thread-safe. */
public final class Disputes {
  /** An order about a dispute, by its entry. */
  public record Step(long index, Instant when, String by, String because) {
    private static Step of(long index, Entry entry, OperatorDocument document) {
      return new Step(index, entry.time(), document.operator(), document.because());
    }

    private Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("index", index);
      json.put("time", when.toString());
      json.put("by", by);
      json.put("because", because);
      return json;
    }
  }

  /** A dispute. */
  public record Case(String agreement, String name, Step opened, Optional<Step> resolved) {
    public boolean isOpen() {
      return resolved.isEmpty();
    }

    /** As it stands in answers. */
    public Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("agreement", agreement);
      json.put("name", name);
      json.put("opened", opened.json());
      json.put("resolved", resolved.map(Step::json).orElse(null));
      return json;
    }
  }

  private final List<Case> cases = new ArrayList<>();

  synchronized void take(long index, Entry entry) {
    if (entry.event() instanceof Event.Ordered(OperatorDocument document)) {
      switch (document.command()) {
        case Command.Dispute dispute ->
            cases.add(
                new Case(
                    dispute.agreement().value(),
                    dispute.name(),
                    Step.of(index, entry, document),
                    Optional.empty()));
        case Command.Resolve resolve ->
            cases.replaceAll(
                it ->
                    it.isOpen()
                            && it.agreement().equals(resolve.agreement().value())
                            && it.name().equals(resolve.name())
                        ? new Case(
                            it.agreement(),
                            it.name(),
                            it.opened(),
                            Optional.of(Step.of(index, entry, document)))
                        : it);
        default -> {}
      }
    }
  }

  /** Those that are open or are not, the newest first. */
  public synchronized List<Case> all(boolean open) {
    return cases.reversed().stream().filter(it -> it.isOpen() == open).toList();
  }
}
