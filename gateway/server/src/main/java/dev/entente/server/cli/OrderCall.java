package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.json.Json;
import dev.entente.ledger.Trust;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.server.FoldedLog;
import dev.entente.server.HandIn;
import dev.entente.server.StartRefused;
import dev.entente.server.client.KeyFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.show.Printable;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every order of an operator needs, and how it is handed in and told. */
final class OrderCall {
  private final InstantSource clock;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The alliance directory, which holds entente.yaml.")
  private Path directory;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "OPERATOR",
      description = "Who orders it: a name under `operators` in entente.yaml.")
  private String operator;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The operator's private key; by default state/operators/OPERATOR.jwk.")
  private @Nullable Path key;

  @Option(names = "--json", description = "Print the gateway's answer as it came.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private @Nullable AllianceDirectory read;

  OrderCall(InstantSource clock) {
    this.clock = clock;
  }

  AllianceDirectory directory() throws NotDone {
    if (read == null) {
      read = Directories.read(directory);
    }
    return read;
  }

  boolean json() {
    return json;
  }

  Path named() {
    return directory;
  }

  /** Trust as the ledger in the directory has it. */
  Trust trust() throws NotDone {
    try {
      return FoldedLog.read(directory().settings());
    } catch (StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  /** Where the agreement stands by the ledger in the directory. */
  Standing standing(AgreementId agreement) throws NotDone {
    Optional<Standing> standing = trust().standing(agreement);
    if (standing.isEmpty()) {
      throw new NotDone(
          "the ledger knows no agreement " + agreement + "; its file is read at the next start");
    }
    return standing.get();
  }

  /** Signs the command, hands it in, and tells what it came to; gives the exit code. */
  int order(String why, Command command, Function<JsonNode, Iterable<String>> show) throws NotDone {
    OperatorDocument document = signed(command, why);
    try {
      HandIn.Reply reply = new HandIn(directory(), clock, TerminalTalk.of(err())).order(document);
      if (json) {
        out().println(new String(reply.body(), StandardCharsets.UTF_8));
      }
      JsonNode answer = Json.read(reply.body());
      if (!reply.isDone()) {
        ShownOrder.refused(answer).forEach(line -> err().println(Printable.of(line)));
        return Failures.REFUSED;
      }
      if (!json) {
        show.apply(answer).forEach(line -> out().println(Printable.of(line)));
      }
      return 0;
    } catch (StartRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  OperatorDocument signed(Command command, String why) throws NotDone {
    Path file = key == null ? OperatorKeys.in(directory().settings().state()).file(operator) : key;
    if (Files.notExists(file)) {
      throw new NotDone(
          "there is no key file "
              + file
              + "; once a key was moved to its owner, name it with --key FILE; a new person comes by"
              + " `entente operator`");
    }
    try {
      SigningKey signer = KeyFile.read(file);
      return OperatorDocument.sign(
          directory().settings().gateway(), operator, signer, command, why, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** What a constructor refuses is wrong usage. */
  <S, T> T valid(Function<S, T> make, S from) {
    try {
      return make.apply(from);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
