package dev.entente.server.cli;

import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.server.receipt.StatementCheck;
import dev.entente.server.receipt.Unproved;
import dev.entente.trustledger.checkpoint.Cosignature;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a receipt offline: the gateway signed it, and the entry that it names is in the log.",
      "Of one that the partner acknowledged, what the partner signed too, by the keys of"
          + " --partner-jwks.",
      "Of the statement of a week: the gateway signed it, made from a checkpoint that the log signed.",
      "With --equivocation, verifies that a log told two stories.",
      "Prints what was proved; ends with 1 and the reason if it was not."
    },
    footer = {
      "",
      "Example:",
      "  entente verify receipt.jws --proof proof.txt --log-key log.key --jwks jwks.json",
      "  entente verify acknowledged.jws --partner-jwks partner.json --proof proof.txt \\",
      "      --log-key log.key --jwks jwks.json",
      "  entente verify orchard-2026-W48.jws --jwks jwks.json --log-key log.key",
      "  entente verify --equivocation orchard.equivocation --log-key orchard.log.key"
    })
final class VerifyCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Claim claim;

  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "FILE",
      description = "The log's verifier key, from a place that you trust.")
  private Path logKey;

  @Spec private CommandSpec spec;

  /** What is verified. */
  static final class Claim {
    @ArgGroup(exclusive = false)
    private @Nullable ReceiptFiles receipt;

    @Option(
        names = "--equivocation",
        paramLabel = "FILE",
        description = "The proof that a log told two stories.")
    private @Nullable Path equivocation;
  }

  static final class ReceiptFiles {
    @Parameters(
        paramLabel = "RECEIPT",
        description = "A file, or the compact JWS itself: a receipt, or the statement of a week.")
    private String receipt;

    @Option(
        names = "--proof",
        paramLabel = "FILE",
        description = "What the call for the entry's proof answered; every receipt needs it.")
    private @Nullable Path proof;

    @Option(
        names = "--jwks",
        required = true,
        paramLabel = "FILE",
        description = "The gateway's public keys, from a place that you trust.")
    private Path jwks;

    @Option(
        names = "--partner-jwks",
        paramLabel = "FILE",
        description = "The partner's public keys, or one of them, from a place that you trust.")
    private @Nullable Path partnerJwks;

    @Option(
        names = "--witness-key",
        paramLabel = "FILE",
        description =
            "A witness's verifier key: it must have cosigned the checkpoint too. May be repeated.")
    private List<Path> witnessKeys = List.of();
  }

  @Override
  public Integer call() throws NotDone {
    if (claim.receipt != null) {
      receipt(claim.receipt);
    }
    if (claim.equivocation != null) {
      equivocation(claim.equivocation);
    }
    return 0;
  }

  private void receipt(ReceiptFiles files) throws NotDone {
    String compact = compact(files.receipt);
    if (files.proof == null) {
      if (!StatementCheck.isOne(compact)) {
        throw new ParameterException(spec.commandLine(), "a receipt is verified with its --proof");
      }
      statement(compact, files);
    } else {
      receipt(compact, files.proof, files);
    }
  }

  private void receipt(String compact, Path proofFile, ReceiptFiles files) throws NotDone {
    ReceiptCheck gateway = ReceiptCheck.of(KeyFiles.jwks(files.jwks), KeyFiles.logKey(logKey));
    ReceiptCheck check =
        files.partnerJwks == null
            ? gateway
            : gateway.acknowledgedBy(KeyFiles.jwks(files.partnerJwks));
    try {
      TlogProof proof = TlogProof.parse(KeyFiles.read(proofFile));
      List<String> proved = new ArrayList<>(check.verify(compact, proof));
      for (Path witness : files.witnessKeys) {
        proved.add(cosigned(proof, KeyFiles.cosignerKey(witness)));
      }
      proved.forEach(spec.commandLine().getOut()::println);
    } catch (Unproved e) {
      throw new NotDone("not proved: " + e.getMessage());
    } catch (NoteException e) {
      throw new NotDone("not proved: " + proofFile + ": " + e.getMessage());
    }
  }

  private void statement(String compact, ReceiptFiles files) throws NotDone {
    try {
      StatementCheck.of(KeyFiles.jwks(files.jwks), KeyFiles.logKey(logKey))
          .verify(compact)
          .forEach(spec.commandLine().getOut()::println);
    } catch (Unproved e) {
      throw new NotDone("not proved: " + e.getMessage());
    }
  }

  private static String cosigned(TlogProof proof, CosignerKey key) throws NotDone {
    Cosignature cosignature =
        key.find(proof.checkpoint(), NoteVerifier.ofPlatform())
            .orElseThrow(
                () -> new NotDone("not proved: the checkpoint is not cosigned by " + key.name()));
    return "cosigned by %s at %s".formatted(key.name(), cosignature.time());
  }

  private void equivocation(Path file) throws NotDone {
    VerifierKeys key = KeyFiles.logKey(logKey);
    try {
      var proven = Equivocation.parse(KeyFiles.read(file)).verify(key, NoteVerifier.ofPlatform());
      spec.commandLine()
          .getOut()
          .println(
              "the log %s told two stories: it signed %d entries with the root %s and %d with the root %s, and no log has both"
                  .formatted(
                      key.name(),
                      proven.older().size(),
                      proven.older().root(),
                      proven.newer().size(),
                      proven.newer().root()));
    } catch (NoteException e) {
      throw new NotDone("not proved: " + file + ": " + e.getMessage());
    }
  }

  private static String compact(String receipt) throws NotDone {
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
