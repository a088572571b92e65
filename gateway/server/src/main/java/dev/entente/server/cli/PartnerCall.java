package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.KeyFile;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Receipt;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.show.Printable;
import dev.entente.server.show.Terminal;
import dev.entente.signature.Origin;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every call of a partner needs, and how its answer is told. */
final class PartnerCall {
  static final int DONE = 0;
  static final int REFUSED = 1;

  private final InstantSource clock;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The gateway's external origin, such as https://halden.example.")
  private String url;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private key, as `entente keygen` wrote it.")
  private Path key;

  @Option(names = "--json", description = "Print the answer's body as it came.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  PartnerCall(InstantSource clock) {
    this.clock = clock;
  }

  /** Something to do with the agreement's calls that ends in an exit code. */
  interface Work {
    int with(AgreementCalls calls);
  }

  /** Connects, does the work, and tells what went wrong; gives the exit code. */
  int connected(Work work) throws NotDone {
    return connectedClient((client, calls) -> work.with(calls));
  }

  /** The same, for work that also needs what is not the agreement's own. */
  interface ClientWork {
    int with(PartnerClient client, AgreementCalls calls);
  }

  int connectedClient(ClientWork work) throws NotDone {
    Origin origin = valid(PartnerCall::origin, url);
    AgreementId id = agreement();
    try (var client = PartnerClient.connect(origin, signingKey(), clock)) {
      return work.with(client, client.agreement(id));
    } catch (NoAnswer e) {
      err().println(Printable.of(e.reason()));
      return REFUSED;
    }
  }

  AgreementId agreement() {
    return valid(AgreementId::new, agreement);
  }

  SigningKey signingKey() throws NotDone {
    try {
      return KeyFile.read(key);
    } catch (IllegalArgumentException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  /** One call whose answer is shown, or printed as it came. */
  int call(Function<AgreementCalls, Reply> call, Function<Answered, List<String>> show)
      throws NotDone {
    return connected(calls -> tell(call.apply(calls), show));
  }

  int tell(Reply reply, Function<Answered, List<String>> show) {
    return switch (reply) {
      case Refused refused -> refuse(refused);
      case Answered answered -> {
        if (json) {
          printRaw(answered);
        } else {
          readable(answered, show).forEach(out()::println);
        }
        yield DONE;
      }
    };
  }

  private static List<String> readable(Answered answered, Function<Answered, List<String>> show) {
    try {
      return show.apply(answered);
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  int refuse(Refused refused) {
    if (json) {
      printRaw(refused);
    }
    err().println("refused: " + Printable.of(refused.code()) + " (" + refused.status() + ")");
    err().println("  " + Printable.of(refused.detail()));
    refused.unlock().forEach(cure -> err().println("  to unlock: " + Printable.of(cure)));
    return REFUSED;
  }

  /** Keeps a receipt and its proof; gives the exit code. */
  int keep(AgreementCalls calls, Receipt receipt, Path file) {
    try {
      KeptReceipt.write(calls, receipt, file);
      err().println("receipt kept in " + file + ", its proof in " + KeptReceipt.proof(file));
      return DONE;
    } catch (IOException e) {
      err().println("the receipt cannot be kept in " + file + ": " + e.getMessage());
      return REFUSED;
    }
  }

  void printRaw(Reply reply) {
    out().println(new String(reply.body(), StandardCharsets.UTF_8));
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  Terminal terminal() {
    return Terminal.here();
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

  private static Origin origin(String url) {
    return Origin.parse(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }
}
