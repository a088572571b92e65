package dev.entente.server.demo;

import dev.entente.catalog.DatasetId;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Ask;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.client.StandingSheet;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every scene plays with. */
record Play(
    Narrator narrator,
    Setting setting,
    Commands commands,
    PartnerClient client,
    SigningKey key,
    AgreementCalls calls,
    StoryClock clock,
    List<String> receipts) {
  static final DatasetId SEGMENTS = new DatasetId("segments");
  static final DatasetId ACCOUNTS = new DatasetId("accounts");
  static final DatasetId ROADMAP = new DatasetId("roadmap");

  /** The question that the story comes back to. */
  static final Ask MEDICAL = Ask.everything().filter("industry=='Medical devices'").limit(40);

  void say(String text) {
    narrator.say(text);
  }

  void claim(boolean holds, String text) {
    narrator.claim(holds, text);
  }

  /** Exposure as the gateway tells it now. */
  BigDecimal exposure() {
    return standing().total().exposure();
  }

  /** Records, where the story says that there are some. */
  QueryAnswer ask(DatasetId dataset, Ask ask) {
    return switch (calls.query(dataset, ask)) {
      case Answered answered -> answered(answered);
      case Refused refused ->
          throw new NotAsTold("a query was refused: " + refused.code() + ": " + refused.detail());
    };
  }

  /** Records as they came; Orchard keeps each receipt until it has acknowledged it. */
  QueryAnswer answered(Answered answered) {
    QueryAnswer answer = QueryAnswer.read(answered);
    receipts.add(answer.receipt().compact());
    return answer;
  }

  /** Orchard signs all the receipts that it has not acknowledged yet. */
  Commands.Said acknowledge() {
    Path file = write("receipts.jws", String.join("\n", receipts));
    receipts.clear();
    return run(
        "acknowledge $url orchard receipts.jws",
        "acknowledge",
        client.gateway().toString(),
        "orchard",
        file.toString(),
        "--key",
        setting.key().toString());
  }

  /** A refusal without the id of the decision, which is another each time. */
  static String told(Refused refused) {
    return new String(refused.body(), StandardCharsets.UTF_8)
        .replaceFirst("\"decision\":\"[^\"]+\"", "");
  }

  /** A refusal, where the story says that there is one. */
  static Refused refusal(Reply reply) {
    if (reply instanceof Refused refused) {
      return refused;
    }
    throw new NotAsTold("what should have been refused was answered");
  }

  /** Writes a file into Orchard's folder. */
  Path write(String name, String text) {
    try {
      return Files.writeString(setting.orchard().resolve(name), text);
    } catch (IOException e) {
      throw new NotAsTold("Orchard's folder cannot be written: " + e.getMessage(), e);
    }
  }

  /** Orchard shares a file with Halden; of the standing only the exposure is shown. */
  Commands.Said contribute(String exchange, Path file) {
    narrator.command("entente contribute $url orchard " + exchange + " " + file.getFileName());
    Commands.Said said = contributed(exchange, file);
    List<String> lines = said.out().lines().toList();
    narrator.show(lines.stream().takeWhile(line -> !line.startsWith("stage ")).toList());
    narrator.show(lines.stream().filter(line -> line.startsWith("exposure ")).toList());
    narrator.show(said.err().strip().lines().toList());
    return said;
  }

  private Commands.Said contributed(String exchange, Path file) {
    return commands.run(
        "contribute",
        client.gateway().toString(),
        "orchard",
        exchange,
        file.toString(),
        "--key",
        setting.key().toString());
  }

  /** One of Halden's people orders something. */
  Commands.Said order(String operator, String because, String command, String... rest) {
    List<String> shown = new ArrayList<>(List.of(command, "halden"));
    List<String> typed = new ArrayList<>(List.of(command, setting.halden().toString()));
    shown.addAll(List.of(rest));
    typed.addAll(List.of(rest));
    shown.addAll(List.of("--as", operator, "--because", '"' + because + '"'));
    typed.addAll(List.of("--as", operator, "--because", because));
    return run(String.join(" ", shown), typed.toArray(String[]::new));
  }

  StandingSheet standing() {
    return StandingSheet.read(calls.standing().orThrow());
  }

  /**
   * Runs a command and shows it with what it printed.
   *
   * @param shown as someone would type it
   */
  Commands.Said run(String shown, String... arguments) {
    narrator.command("entente " + shown);
    Commands.Said said = commands.run(arguments);
    String printed = (said.out() + said.err()).replace(setting.halden().toString(), "halden");
    narrator.show(printed.strip().lines().toList());
    return said;
  }
}
