package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.server.client.AcknowledgementAnswer;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.client.Unread;
import dev.entente.server.client.Unwritten;
import dev.entente.server.show.Printable;
import dev.entente.server.show.ShownAcknowledgement;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "acknowledge",
    mixinStandardHelpOptions = true,
    description = {
      "Signs receipts in return, so that both sides have signed what was released.",
      "Each is verified first: nothing is signed if one of them is not the gateway's. A receipt that"
          + " is not acknowledged within a day stands in the way of a raise."
    },
    footer = {
      "",
      "Example:",
      "  entente acknowledge http://127.0.0.1:8080 orchard receipts.jws --key partner.jwk",
      "  entente acknowledge http://127.0.0.1:8080 orchard --entry 7 --key partner.jwk"
    })
final class AcknowledgeCommand implements Callable<Integer> {
  private static final int MOST_AT_ONCE = 500;
  private static final long LARGEST = 64 << 20;

  @Mixin private PartnerCall call;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Holds receipts, one a line.")
  private List<Path> files = List.of();

  @Option(
      names = "--entry",
      paramLabel = "INDEX",
      description = {
        "Acknowledge this entry of the log, whose receipt did not arrive:",
        "it is issued again. `entente standing` names those that wait."
      })
  private List<Long> entries = List.of();

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description = "Keep the receipts that both sides signed in FILE, one a line.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws NotDone {
    AgreementId agreement = call.agreement();
    SigningKey key = call.signingKey();
    List<Line> lines = lines();
    return call.connectedClient(
        (client, calls) -> {
          for (long entry : entries) {
            switch (calls.receipt(entry)) {
              case Refused refused -> {
                return call.refuse(refused);
              }
              case Answered answered ->
                  lines.add(new Line("entry " + entry, answered.document().at("receipt").text()));
            }
          }
          return acknowledge(calls, new Countersigner(client.keys(), agreement, key), lines);
        });
  }

  /** A receipt and where it stands. */
  private record Line(String place, String receipt) {}

  private List<Line> lines() throws NotDone {
    List<Line> lines = new ArrayList<>();
    for (Path file : files) {
      int number = 0;
      for (String line : read(file)) {
        number++;
        String place = file + ", line " + number;
        ReceiptLine.receipt(line).ifPresent(receipt -> lines.add(new Line(place, receipt)));
      }
    }
    if (lines.isEmpty() && entries.isEmpty()) {
      throw call.wrong("name files that hold receipts, or an --entry");
    }
    return lines;
  }

  private static List<String> read(Path file) throws NotDone {
    try {
      if (Files.size(file) > LARGEST) {
        throw new NotDone(file + " has more than 64 MiB; split it");
      }
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new NotDone(file + " is not a text file");
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }

  private int acknowledge(AgreementCalls calls, Countersigner countersigner, List<Line> lines) {
    List<String> signed = new ArrayList<>();
    for (Line line : lines) {
      try {
        signed.add(countersigner.sign(line.receipt()));
      } catch (Malformed e) {
        call.err().println(Printable.of(line.place() + ": " + e.reason()));
        call.err().println("nothing was signed");
        return PartnerCall.REFUSED;
      }
    }
    int exit = kept(signed);
    for (int from = 0; exit == PartnerCall.DONE && from < signed.size(); from += MOST_AT_ONCE) {
      int to = Math.min(signed.size(), from + MOST_AT_ONCE);
      exit = tell(calls.acknowledge(signed.subList(from, to)));
    }
    return exit;
  }

  private int kept(List<String> signed) {
    try {
      if (keep != null) {
        Files.write(keep, signed);
      }
      return PartnerCall.DONE;
    } catch (IOException e) {
      call.err().println("nothing was sent: " + Unwritten.of(keep, e));
      return PartnerCall.REFUSED;
    }
  }

  private int tell(Reply reply) {
    int exit =
        call.tell(
            reply,
            answered ->
                ShownAcknowledgement.lines(AcknowledgementAnswer.read(answered), call.terminal()));
    boolean invalid =
        reply instanceof Answered answered
            && AcknowledgementAnswer.read(answered).fates().stream()
                .anyMatch(AcknowledgementAnswer.Fate::isInvalid);
    return invalid ? PartnerCall.REFUSED : exit;
  }
}
