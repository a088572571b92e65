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
import java.math.BigDecimal;

/** What every scene plays with. */
record Play(
    Narrator narrator,
    Setting setting,
    Commands commands,
    PartnerClient client,
    SigningKey key,
    AgreementCalls calls) {
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
    return StandingSheet.read(calls.standing().orThrow()).total().exposure();
  }

  /** Records, where the story says that there are some. */
  QueryAnswer ask(DatasetId dataset, Ask ask) {
    return switch (calls.query(dataset, ask)) {
      case Answered answered -> QueryAnswer.read(answered);
      case Refused refused ->
          throw new NotAsTold("a query was refused: " + refused.code() + ": " + refused.detail());
    };
  }

  /** A refusal, where the story says that there is one. */
  static Refused refusal(Reply reply) {
    if (reply instanceof Refused refused) {
      return refused;
    }
    throw new NotAsTold("what should have been refused was answered");
  }

  /**
   * Runs a command and shows it with what it printed.
   *
   * @param shown as someone would type it
   */
  Commands.Said run(String shown, String... arguments) {
    narrator.command("entente " + shown);
    Commands.Said said = commands.run(arguments);
    narrator.show((said.out() + said.err()).strip().lines().toList());
    return said;
  }
}
