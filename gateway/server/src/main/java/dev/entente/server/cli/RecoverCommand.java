package dev.entente.server.cli;

import dev.entente.agreement.Standing;
import dev.entente.governance.Recoveries;
import dev.entente.json.Json;
import dev.entente.ledger.Recovery;
import dev.entente.operator.Checkpointed;
import dev.entente.server.FoldedLog;
import dev.entente.server.Recovering;
import dev.entente.server.StartRefused;
import dev.entente.server.show.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a gateway back into service whose log is an older copy of what others have seen, such as"
          + " a restored backup. The gateway must not run.",
      "First it finds what was lost, and prints a document for the partners; each consents to it with"
          + " `entente consent`. Then another of our people finishes with --consent: the entry names"
          + " what was lost, and the exposure grows by what the partners' receipts show."
    },
    footer = {
      "",
      "Example:",
      "  entente recover halden --as ana --because \"the disk failed\" > halden.recovery",
      "  entente recover halden --as bo --because \"as agreed\" --consent orchard.consent"
    })
final class RecoverCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that somebody holds, such as a partner's in its"
              + " state/witnessed. May be repeated.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--consent",
      paramLabel = "FILE",
      description = "Finish, with a consent to it. Needed of the partner of every agreement.")
  private List<Path> consents = List.of();

  @Option(names = "--finish", description = "Finish where no partner has to consent.")
  private boolean finish;

  RecoverCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws NotDone {
    boolean finishing = finish || !consents.isEmpty();
    if (finishing && !checkpoints.isEmpty()) {
      throw call.wrong("--checkpoint is for what is proposed, and that is done.");
    }
    try {
      var recovering = new Recovering(call.directory(), clock, TerminalTalk.of(call.err()));
      if (finishing) {
        finished(recovering.<NotDone>finish(consents(), it -> call.signed(it, reason.text())));
      } else {
        proposed(recovering.<NotDone>propose(checkpoints, it -> call.signed(it, reason.text())));
      }
      return 0;
    } catch (StartRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private List<String> consents() throws NotDone {
    List<String> parts = new ArrayList<>();
    for (Path file : consents) {
      KeyFiles.text(file, KeyFiles.MOST)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(parts::add);
    }
    return parts;
  }

  private void proposed(Recovery recovery) throws NotDone {
    PrintWriter err = call.err();
    err.println("left      " + told(recovery.recover().at()));
    recovery
        .recover()
        .lost()
        .forEach(lost -> err.println("lost      what came after, up to " + told(lost)));
    for (var agreement : Recoveries.needed(FoldedLog.read(call.directory().settings()))) {
      err.println("needs     the consent of the partner of " + agreement);
    }
    err.println(
        "next      what is printed here goes to each of them, for `entente consent`; then somebody"
            + " else than "
            + recovery.order().operator()
            + " runs");
    err.println(
        Printable.of(
            "          entente recover %s --as OPERATOR --because TEXT --consent FILE"
                .formatted(call.named())));
    call.out().println(recovery.compact());
  }

  private static String told(Checkpointed checkpoint) {
    return checkpoint.size() + " entries, root " + checkpoint.root();
  }

  private void finished(List<Standing> standings) throws NotDone {
    if (call.json()) {
      var document = new LinkedHashMap<String, Object>();
      document.put("recorded", "log.recovered");
      document.put("agreements", standings.stream().map(ShownAudit::standing).toList());
      call.out().println(new String(Json.write(document), StandardCharsets.UTF_8));
      return;
    }
    call.out().println("recorded    log.recovered");
    for (Standing standing : standings) {
      call.out()
          .println(
              "agreement   %s: %s, stage %s, exposure %s of %s"
                  .formatted(
                      standing.terms().agreement(),
                      standing.state(),
                      standing.stage(),
                      standing.account().total().exposure(),
                      standing.window()));
    }
    call.out().println("next        entente serve " + Printable.of(call.named().toString()));
    call.out()
        .println(
            "            "
                + Recovering.answered(
                    FoldedLog.read(call.directory().settings()).recoveries().getLast()));
    call.out()
        .println(
            "            what was contributed in the part that was lost has to be handed in again");
  }
}
