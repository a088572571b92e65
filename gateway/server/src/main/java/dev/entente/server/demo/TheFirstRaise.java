package dev.entente.server.demo;

import dev.entente.server.client.QueryAnswer;
import dev.entente.server.show.ShownQuery;

/** Three people and the ledger open the next stage. */
final class TheFirstRaise implements Scene {
  private static final int SHOWN = 4;

  @Override
  public String title() {
    return "Raised to mid";
  }

  @Override
  public void play(Play play) {
    play.say("Ana, who holds the alliance at Halden, would like to go on. It is too early:");
    Commands.Said refused = play.order("ana", "a good start", "propose", "orchard", "mid");
    play.claim(
        refused.exit() == 1 && refused.err().contains("cleared"),
        "The proposal names the gate that is not met, and what is missing.");
    play.narrator().gap();
    play.say("Two months pass, in each of which Orchard shares 60 campaigns. Ana proposes again:");
    month(play, 2);
    month(play, 3);
    Commands.Said proposed = play.order("ana", "two good months", "propose", "orchard", "mid");
    play.claim(
        proposed.exit() == 0 && proposed.out().contains("accounts.company: full, now withheld"),
        "It shows which fields would open, the worst case, and the entries that speak for it.");
    Commands.Said alone = play.order("ana", "I am sure", "approve", "orchard", "mid");
    play.claim(alone.exit() == 1, "Ana cannot approve what she proposed.");
    play.order("bo", "I looked at the rounds", "approve", "orchard", "mid");
    Commands.Said raised = play.order("chi", "so did I", "approve", "orchard", "mid");
    play.claim(
        raised.exit() == 0 && play.standing().stage().equals("mid"),
        "With the second approval the stage is mid, in the same step of the ledger.");
    opened(play);
  }

  private static void month(Play play, int month) {
    play.clock().later(31);
    var file =
        play.write(
            "campaigns-" + month + ".csv",
            Campaigns.of(play.clock().today(), month).csv(60, false));
    play.claim(
        play.contribute("campaigns", file).exit() == 0,
        "Round after round the ledger closes, matched.");
  }

  private static void opened(Play play) {
    play.narrator().gap();
    QueryAnswer accounts = play.ask(Play.ACCOUNTS, Play.MEDICAL);
    play.narrator().show(ShownQuery.records(accounts, SHOWN, play.narrator().inner()));
    play.narrator().show(ShownQuery.figures(accounts, play.narrator().inner()));
    play.claim(
        accounts.records().stream().allMatch(record -> record.has("company")),
        "The same question is answered with names and whole headcounts now. What was paid for as a"
            + " band costs only the difference.");
  }
}
