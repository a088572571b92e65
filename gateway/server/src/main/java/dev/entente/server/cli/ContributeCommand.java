package dev.entente.server.cli;

import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Format;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.ContributionAnswer;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Unread;
import dev.entente.server.show.ShownContribution;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "contribute",
    mixinStandardHelpOptions = true,
    description = {
      "Shares the records of a file, and shows what became of each and what they earned.",
      "The same file again is answered as it was, and earns nothing twice."
    },
    footer = {
      "",
      "Example:",
      "  entente contribute http://127.0.0.1:8080 orchard campaigns campaigns.csv --key partner.jwk"
    })
final class ContributeCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_SHOWN = 10;

  @Mixin private PartnerCall call;

  @Parameters(index = "2", paramLabel = "EXCHANGE", description = "Such as campaigns.")
  private String exchange;

  @Parameters(
      index = "3",
      paramLabel = "FILE",
      description = "Its name ends in .json, .ndjson, .jsonl or .csv.")
  private Path file;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = {
        "By what the gateway knows that this is a repetition;",
        "made of what the file holds if left out."
      })
  private @Nullable String idempotencyKey;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Keep the receipt in FILE and its entry's proof in FILE.proof.")
  private @Nullable Path receipt;

  @Override
  public Integer call() throws NotDone {
    ExchangeId id = call.valid(ExchangeId::new, exchange);
    Format format =
        Format.ofFile(file.getFileName().toString())
            .orElseThrow(
                () -> call.wrong(file + " is no file of records: .json, .ndjson, .jsonl or .csv"));
    byte[] body = body();
    String key = idempotencyKey == null ? key(id, body) : idempotencyKey;
    return call.connected(calls -> contribute(calls, id, format, body, key));
  }

  private int contribute(
      AgreementCalls calls, ExchangeId id, Format format, byte[] body, String key) {
    Reply reply = calls.contribute(id, format, body, key);
    int exit =
        call.tell(
            reply,
            answered ->
                ShownContribution.lines(
                    ContributionAnswer.read(answered), MOST_SHOWN, call.terminal()));
    return reply instanceof Answered answered && receipt != null
        ? call.keep(calls, ContributionAnswer.read(answered).receipt(), receipt)
        : exit;
  }

  private byte[] body() throws NotDone {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw call.wrong(
            file + " has more than the 16 MiB that one contribution may have; split it");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }

  /** The same for the same content to the same exchange, so that a repetition is known as one. */
  private static String key(ExchangeId exchange, byte[] body) {
    return Sha256.hash((exchange + "\n").getBytes(StandardCharsets.UTF_8), body).toString();
  }
}
