package dev.entente.server.cli;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.server.HandIn;
import dev.entente.server.StartRefused;
import dev.entente.server.show.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    description = {
      "Has the running gateway hold a round now with the gateways that it trades with, or with one.",
      "A round fetches what the peer releases, acknowledges its receipts, and holds its log's"
          + " account of us against our own. Ends with 1 if one could not be held, or the logs"
          + " differ."
    },
    subcommands = PeerCardCommand.class,
    footer = {"", "Example:", "  entente peer halden", "  entente peer card halden"})
final class PeerCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      index = "0",
      paramLabel = "DIR",
      description = "The directory that holds entente.yaml.")
  private @Nullable Path directory;

  @Parameters(
      arity = "0..1",
      index = "1",
      paramLabel = "PEER",
      description = "One of peers/*.yaml; all that are traded with if left out.")
  private @Nullable String peer;

  @Option(names = "--json", description = "Print what the rounds came to as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    if (directory == null) {
      throw new ParameterException(spec.commandLine(), "Name the directory, or a command.");
    }
    HandIn.Reply reply = round(directory);
    Doc answer = Doc.of(Json.read(reply.body()));
    if (!reply.isDone()) {
      throw new NotDone(answer.at("detail").text());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(reply.body(), StandardCharsets.UTF_8));
    } else {
      answer.at("rounds").items().forEach(round -> print(round, out));
    }
    boolean sound =
        answer.at("rounds").items().stream()
            .allMatch(
                round ->
                    round.find("problem").isEmpty() && round.at("differences").items().isEmpty());
    return sound ? 0 : Failures.REFUSED;
  }

  private HandIn.Reply round(Path from) throws NotDone {
    try {
      return new HandIn(
              Directories.read(from),
              InstantSource.system(),
              TerminalTalk.of(spec.commandLine().getErr()))
          .round(Optional.ofNullable(peer));
    } catch (StartRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static void print(Doc round, PrintWriter out) {
    out.println(round.at("peer").text() + ":");
    round.find("problem").ifPresent(it -> out.println("  no round: " + Printable.of(it.text())));
    for (Doc pull : round.at("pulled").items()) {
      out.printf(
          "  pulled %s records of %s into %s: worth %s there, a credit of %s here%s%n",
          pull.at("records").number(),
          pull.at("dataset").text(),
          pull.at("exchange").text(),
          pull.at("value").number(),
          pull.at("credit").number(),
          pull.find("end").map(end -> "; ended: " + Printable.of(end.text())).orElse(""));
    }
    if (round.find("problem").isEmpty() && round.at("size").count() > 0) {
      out.printf(
          "  its log has %s entries, %s more of ours are kept here; %s receipts acknowledged%n",
          round.at("size").number(),
          round.at("mirrored").number(),
          round.at("acknowledged").number());
      int lost = round.at("lost").integer(0, Integer.MAX_VALUE);
      if (lost > 0) {
        out.printf("  %d answers had been lost on their way, and are recorded now%n", lost);
      }
      if (round.at("differences").items().isEmpty()) {
        out.println("  the two logs agree");
      }
    }
    round.at("differences").items().forEach(difference -> differs(difference, out));
  }

  private static void differs(Doc difference, PrintWriter out) {
    out.println("  the logs differ about " + Printable.of(difference.at("about").text()) + ":");
    out.println("    " + side(difference.at("ours")));
    out.println("    " + side(difference.at("theirs")));
    out.println(
        "    dispute "
            + difference.at("dispute").text()
            + ": nothing more is released until two"
            + " people resume");
  }

  private static String side(Doc side) {
    return Printable.of(
        side.at("log").text()
            + side.find("index").map(index -> ", entry " + index.number()).orElse("")
            + ": "
            + side.at("says").text());
  }
}
