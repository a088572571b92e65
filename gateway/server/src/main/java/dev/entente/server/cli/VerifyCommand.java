package dev.entente.server.cli;

import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.server.receipt.Unproved;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.TlogProof;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a receipt offline: the gateway signed it, and the entry that it names is in the log.",
      "Prints what was proved; ends with 1 and the reason if it was not."
    },
    footer = {
      "",
      "Example:",
      "  entente verify receipt.jws --proof proof.txt --log-key log.key --jwks jwks.json"
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RECEIPT", description = "A file, or the compact JWS itself.")
  private String receipt;

  @Option(
      names = "--proof",
      required = true,
      paramLabel = "FILE",
      description = "What the call for the entry's proof answered.")
  private Path proof;

  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "FILE",
      description = "The log's verifier key, from a place that you trust.")
  private Path logKey;

  @Option(
      names = "--jwks",
      required = true,
      paramLabel = "FILE",
      description = "The gateway's public keys, from a place that you trust.")
  private Path jwks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    String compact = compact();
    try {
      ReceiptCheck.of(KeyFiles.jwks(jwks), KeyFiles.logKey(logKey))
          .verify(compact, TlogProof.parse(KeyFiles.read(proof)))
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    } catch (Unproved e) {
      throw new NotDone("not proved: " + e.getMessage());
    } catch (NoteException e) {
      throw new NotDone("not proved: " + proof + ": " + e.getMessage());
    }
  }

  private String compact() throws NotDone {
    try {
      Path file = Path.of(receipt);
      if (Files.exists(file)) {
        return KeyFiles.text(file);
      }
    } catch (InvalidPathException e) {
      // No name of a file, so it is the receipt itself.
    }
    if (receipt.chars().filter(c -> c == '.').count() != 2) {
      throw new NotDone(receipt + " is no file that is there, nor a compact JWS");
    }
    return receipt;
  }
}
