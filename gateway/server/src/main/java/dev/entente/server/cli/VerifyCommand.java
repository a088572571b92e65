package dev.entente.server.cli;

import dev.entente.server.client.Unread;
import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.server.receipt.Unproved;
import dev.entente.signature.Jwks;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
      "Of one that the partner acknowledged, what the partner signed too, by the keys of"
          + " --partner-jwks.",
      "Prints what was proved; ends with 1 and the reason if it was not."
    },
    footer = {
      "",
      "Example:",
      "  entente verify receipt.jws --proof proof.txt --log-key log.key --jwks jwks.json",
      "  entente verify acknowledged.jws --partner-jwks partner.json --proof proof.txt \\",
      "      --log-key log.key --jwks jwks.json"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int LARGEST = 1 << 20;

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

  @Option(
      names = "--partner-jwks",
      paramLabel = "FILE",
      description = "The partner's public keys, or one of them, from a place that you trust.")
  private @Nullable Path partnerJwks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    String compact = compact();
    try {
      ReceiptCheck check = ReceiptCheck.of(keys(jwks, Jwks::parse), verifierKey());
      (partnerJwks == null
              ? check
              : check.acknowledgedBy(keys(partnerJwks, VerifyCommand::setOrKey)))
          .verify(compact, TlogProof.parse(read(proof)))
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
        return text(file);
      }
    } catch (InvalidPathException e) {
      // No name of a file, so it is the receipt itself.
    }
    if (receipt.chars().filter(c -> c == '.').count() != 2) {
      throw new NotDone(receipt + " is no file that is there, nor a compact JWS");
    }
    return receipt;
  }

  private static Jwks keys(Path file, Function<String, Jwks> parse) throws NotDone {
    try {
      return parse.apply(text(file));
    } catch (IllegalArgumentException e) {
      throw new NotDone(file + ": " + e.getMessage());
    }
  }

  /** A set, or one key as {@code entente keygen} prints it. */
  private static Jwks setOrKey(String text) {
    return text.contains("\"keys\"") ? Jwks.parse(text) : Jwks.of(VerifyingKey.parse(text));
  }

  private VerifierKey verifierKey() throws NotDone {
    try {
      return VerifierKey.parse(text(logKey));
    } catch (NoteException e) {
      throw new NotDone(logKey + ": " + e.getMessage());
    }
  }

  private static String text(Path file) throws NotDone {
    return new String(read(file), StandardCharsets.UTF_8).strip();
  }

  private static byte[] read(Path file) throws NotDone {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new NotDone(file + " has more than 1 MiB; it is something else");
      }
      return bytes;
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }
}
