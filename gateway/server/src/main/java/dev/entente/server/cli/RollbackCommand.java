package dev.entente.server.cli;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Shown;
import dev.entente.ledger.PolicyHistory;
import dev.entente.operator.Command.RollBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Brings back a policy that was in force before, at once. One person is enough; the order stands"
          + " in the ledger.",
      "What was rolled back stays away: the next bundle needs a higher revision than any before."
    },
    footer = {
      "",
      "Example:",
      "  entente policy rollback halden --as ana --because \"7 hides the key of accounts\""
    })
final class RollbackCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Option(
      names = "--to",
      paramLabel = "POLICY",
      description = "Its hash (sha256:...) or its bundle's revision; by default the one before.")
  private @Nullable String to;

  @Override
  public Integer call() throws NotDone {
    PolicyHistory history = call.trust().policies();
    PolicyRevision target = to == null ? before(history) : named(to, history);
    return call.order(reason.text(), new RollBack(target), ShownOrder::done);
  }

  private static PolicyRevision before(PolicyHistory history) throws NotDone {
    var all = new ArrayList<>(history.activated().sequencedKeySet());
    int at = history.inForce().map(all::indexOf).orElse(0);
    if (at <= 0) {
      throw new NotDone("there is no policy to go back to: none was in force before this one");
    }
    return all.get(at - 1);
  }

  private static PolicyRevision named(String name, PolicyHistory history) throws NotDone {
    List<PolicyRevision> found =
        history.activated().sequencedEntrySet().stream()
            .filter(it -> it.getKey().value().equals(name) || it.getValue().text().equals(name))
            .map(Map.Entry::getKey)
            .toList();
    if (found.size() != 1) {
      throw new NotDone(
          "%s policy `%s` was in force here; there were: %s"
              .formatted(
                  found.isEmpty() ? "no" : "more than one",
                  Shown.of(name),
                  String.join(
                      ", ",
                      history.activated().sequencedEntrySet().stream()
                          .map(it -> (it.getValue() + " " + it.getKey()).strip())
                          .toList())));
    }
    return found.getFirst();
  }
}
