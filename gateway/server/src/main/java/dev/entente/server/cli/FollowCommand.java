package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.OpenClient;
import dev.entente.server.client.Unread;
import dev.entente.server.client.Unwritten;
import dev.entente.server.peers.FollowedLog;
import dev.entente.server.peers.FollowedLog.Story;
import dev.entente.signature.Origin;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "follow",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a gateway's log with a checkpoint of it that you hold, and keeps the newer one in its"
          + " place.",
      "Ends with 1 if the log did not grow from there; if it is another, the proof is left beside the"
          + " checkpoint, for anybody to verify."
    },
    footer = {
      "",
      "Example:",
      "  entente follow https://halden.example halden.checkpoint --log-key halden.log.key"
    })
final class FollowCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "GATEWAY", description = "Its external origin.")
  private String gateway;

  @Parameters(
      index = "1",
      paramLabel = "CHECKPOINT",
      description = "The checkpoint that you hold; replaced by the newest one.")
  private Path file;

  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "FILE",
      description = "The log's verifier key, from a place that you trust.")
  private Path logKey;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Note held = read(Note::parse, file);
    VerifierKeys key = read(bytes -> VerifierKeys.parse(new String(bytes, UTF_8)), logKey);
    try (var client = new OpenClient(origin(), "", List.of())) {
      spec.commandLine().getOut().println(told(new FollowedLog(key, client).since(held)));
      return 0;
    } catch (NoAnswer e) {
      throw new NotDone(e.reason());
    } catch (NoteException e) {
      throw new NotDone(file + " is not this log's: " + e.getMessage());
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
  }

  private String told(Story story) throws NotDone, IOException {
    return switch (story) {
      case Story.Grown(Checkpoint newest, Note note) -> {
        DurableFile.replace(file, note.toBytes());
        yield "the log of %s grew from there to %d entries".formatted(gateway, newest.size());
      }
      case Story.Shorter(Checkpoint newest) ->
          throw new NotDone(
              "the log of %s has %d entries now and had more: it goes on from an older copy"
                  .formatted(gateway, newest.size()));
      case Story.Forked(var proof) -> {
        Path evidence = file.resolveSibling(file.getFileName() + ".equivocation");
        DurableFile.replace(evidence, proof.toBytes());
        throw new NotDone(
            "the log of %s is another one than it was: the proof is in %s"
                .formatted(gateway, evidence));
      }
    };
  }

  private Origin origin() throws NotDone {
    try {
      return Origin.parse(gateway);
    } catch (IllegalArgumentException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T read(Function<byte[], T> parse, Path file) throws NotDone {
    try {
      return parse.apply(Files.readAllBytes(file));
    } catch (NoteException e) {
      throw new NotDone(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }
}
