package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PromotionInput;
import dev.entente.json.Json;
import dev.entente.json.Shown;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.FoldedLog;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.Printable;
import dev.entente.trustledger.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = "Shows an agreement's stage, the gates met and missing, and what waits.",
    footer = {"", "Example:", "  entente stage halden orchard"})
final class StageCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The alliance directory, which holds entente.yaml.")
  private Path directory;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  StageCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(directory);
    Standing standing = standing(read);
    List<GateState> gates = gates(read, standing);
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(document(standing, gates)), StandardCharsets.UTF_8));
    } else {
      lines(standing, gates).forEach(line -> out.println(Printable.of(line)));
    }
    return 0;
  }

  private Standing standing(AllianceDirectory read) throws NotDone {
    AgreementId id;
    try {
      id = new AgreementId(agreement);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    try {
      Optional<Standing> found = FoldedLog.read(read.settings()).standing(id);
      if (found.isEmpty()) {
        throw new NotDone("the ledger knows no agreement " + id + " yet");
      }
      return found.get();
    } catch (StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private List<GateState> gates(AllianceDirectory read, Standing standing) throws NotDone {
    Optional<PromotionInput> next = PromotionInput.of(standing, clock.instant());
    if (next.isEmpty()) {
      return List.of();
    }
    try (var policy = Policies.start(read, FoldedLog.readOrNone(read.settings()))) {
      return policy.gates(next.get());
    } catch (BundleRefused | Unavailable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> lines(Standing standing, List<GateState> gates) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s since %s"
            .formatted(standing.terms().agreement(), standing.state(), standing.since()));
    lines.add("stage       %s since %s".formatted(standing.stage(), standing.level().since()));
    lines.add(
        "exposure    %s of %s".formatted(standing.account().total().exposure(), standing.window()));
    standing
        .terms()
        .ladder()
        .next(standing.stage())
        .ifPresent(rung -> lines.add("next stage  " + rung.stage() + " asks for"));
    for (GateState gate : gates) {
      JsonNode shown = Json.tree(gate.document());
      lines.add("  " + (gate.met() ? "met     " : "missing ") + ShownOrder.gate(shown));
    }
    for (Proposal proposal : standing.proposals().bySubject().values()) {
      lines.add(
          "waits       %s, proposed by %s in entry %d, approved by %s"
              .formatted(
                  proposal.subject().name(),
                  proposal.by(),
                  proposal.entry(),
                  proposal.approvedBy().isEmpty()
                      ? "nobody yet"
                      : Shown.list(proposal.approvedBy())));
    }
    return lines;
  }

  private static Map<String, Object> document(Standing standing, List<GateState> gates) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", standing.terms().agreement().value());
    document.put("state", standing.state().toString());
    document.put("stage", standing.stage().value());
    document.put("exposure", standing.account().total().exposure().decimal());
    document.put("window", standing.window().decimal());
    document.put("gates", gates.stream().map(GateState::document).toList());
    return document;
  }
}
