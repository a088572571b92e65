package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.ledger.Consent;
import dev.entente.ledger.Recovery;
import dev.entente.operator.Checkpointed;
import dev.entente.server.HeldReceipts;
import dev.entente.server.StartRefused;
import dev.entente.server.SteppingBack;
import dev.entente.server.client.KeyFile;
import dev.entente.server.show.Printable;
import dev.entente.signature.Jwks;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "consent",
    mixinStandardHelpOptions = true,
    description = {
      "A partner's consent that a gateway's log goes on from an older copy of itself: it prints the"
          + " consent, for the gateway's people.",
      "The receipts that you hold go into it, so that what you received is counted although the log"
          + " lost it. With --dir the partner's own gateway steps back too: its witness, and what it"
          + " keeps of that log. It must not run then."
    },
    footer = {
      "",
      "Example:",
      "  entente consent halden.recovery orchard --key orchard.jwk --receipts receipts/ \\",
      "      --jwks halden.jwks.json > orchard.consent",
      "  entente consent halden.recovery orchard --dir orchard --as kim > orchard.consent"
    })
final class ConsentCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Parameters(index = "0", paramLabel = "RECOVERY", description = "The document that came.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "AGREEMENT",
      description = "As the gateway that recovers calls it.")
  private String agreement;

  @ArgGroup(multiplicity = "1")
  private Who who;

  @Option(
      names = "--receipts",
      paramLabel = "DIR|FILE",
      description = "Receipts that you hold, one a line, in files or folders. May be repeated.")
  private List<Path> receipts = List.of();

  @Spec private CommandSpec spec;

  static final class Who {
    @ArgGroup(exclusive = false)
    private @Nullable Alone alone;

    @ArgGroup(exclusive = false)
    private @Nullable WithGateway gateway;
  }

  static final class Alone {
    @Option(
        names = "--key",
        required = true,
        paramLabel = "FILE",
        description = "Your private key, one of the agreement's.")
    private Path key;

    @Option(
        names = "--jwks",
        paramLabel = "FILE",
        description = {
          "The gateway's public keys, from a place that you trust, to verify the document and the"
              + " receipts by; without it they are not verified, and that is said."
        })
    private @Nullable Path jwks;
  }

  static final class WithGateway {
    @Option(
        names = "--dir",
        required = true,
        paramLabel = "DIR",
        description = "Your own gateway's directory; the other is in its peers/.")
    private Path directory;

    @Option(
        names = "--as",
        required = true,
        paramLabel = "OPERATOR",
        description = "Who of your people consents; it stands in your own ledger.")
    private String operator;

    @Option(
        names = "--operator-key",
        paramLabel = "FILE",
        description = "The operator's private key; by default state/operators/OPERATOR.jwk.")
    private @Nullable Path key;
  }

  ConsentCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws NotDone {
    AgreementId id = id();
    List<String> held = held();
    List<Consent> parts =
        who.gateway == null ? alone(id, held) : withGateway(id, held, who.gateway);
    parts.forEach(part -> spec.commandLine().getOut().println(part.compact()));
    return 0;
  }

  private AgreementId id() {
    try {
      return new AgreementId(agreement);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private List<Consent> alone(AgreementId id, List<String> held) throws NotDone {
    Alone mine = who.alone;
    if (mine == null) {
      throw new IllegalStateException("one of the two groups is there");
    }
    String compact = KeyFiles.text(file);
    try {
      SigningKey key = KeyFile.read(mine.key);
      Recovery recovery;
      HeldReceipts shown;
      if (mine.jwks == null) {
        err().println("nothing of it was verified: that takes the gateway's keys, --jwks FILE");
        recovery = Recovery.read(compact);
        shown = HeldReceipts.unverified(held);
      } else {
        Jwks keys = KeyFiles.jwks(mine.jwks);
        recovery = Recovery.verified(compact, keys);
        shown = HeldReceipts.verified(held, keys, id);
      }
      tell(recovery);
      List<String> needed = shown.since(recovery.recover().at().size());
      err().println("receipts  %d of what was lost, or just before it".formatted(needed.size()));
      return Consent.sign(recovery.hash(), id, needed, List.of(), key);
    } catch (Malformed e) {
      throw new NotDone("nothing was signed: " + Printable.of(e.reason()));
    } catch (IllegalArgumentException e) {
      throw new NotDone("nothing was signed: " + e.getMessage());
    }
  }

  private List<Consent> withGateway(AgreementId id, List<String> held, WithGateway mine)
      throws NotDone {
    try {
      var stepping =
          new SteppingBack(Directories.read(mine.directory), clock, TerminalTalk.of(err()));
      return stepping.consent(KeyFiles.text(file), id, held, mine.operator, mine.key, this::tell);
    } catch (StartRefused e) {
      throw new NotDone("nothing was signed: " + e.getMessage());
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** What is consented to, in its operator's words. */
  private void tell(Recovery recovery) {
    PrintWriter err = err();
    err.println(
        Printable.of(
            "%s, for %s: %s"
                .formatted(
                    recovery.order().operator(),
                    recovery.order().gateway(),
                    recovery.order().because())));
    err.println("left      " + recovery.recover().at().size() + " entries");
    for (Checkpointed lost : recovery.recover().lost()) {
      err.println("lost      what came after, up to " + lost.size() + " entries");
    }
  }

  /** All that look like a receipt; the proofs beside them do not. */
  private List<String> held() throws NotDone {
    List<String> found = new ArrayList<>();
    for (Path place : receipts) {
      for (Path each : files(place)) {
        KeyFiles.text(each, KeyFiles.MOST)
            .lines()
            .flatMap(line -> ReceiptLine.receipt(line).stream())
            .filter(line -> line.chars().filter(c -> c == '.').count() == 2 && !line.contains(" "))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static List<Path> files(Path place) throws NotDone {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new NotDone(place + " cannot be read: " + e.getMessage());
    }
  }
}
