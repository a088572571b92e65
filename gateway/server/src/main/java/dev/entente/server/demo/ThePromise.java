package dev.entente.server.demo;

import dev.entente.server.client.Ask;

/** Taking without giving, twice in a row. */
final class ThePromise implements Scene {
  @Override
  public String title() {
    return "A promise broken";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Now that the roadmap is open Orchard takes, and shares nothing more. After a month of that"
            + " the strategy of the terms, tit for tat, holds the stage:");
    play.clock().later(31);
    taking(play, 60);
    play.clock().later(31);
    taking(play, 120);
    play.claim(
        play.standing().stage().equals("late"),
        "A first unmatched round is held against Orchard, and changes no stage.");
    play.narrator().gap();
    play.say("A second one steps back, by rule. Nobody has to be brave:");
    play.clock().later(31);
    play.calls().standing().orThrow();
    Commands.Said said =
        play.run("stage halden orchard", "stage", play.setting().halden().toString(), "orchard");
    play.claim(
        play.standing().stage().equals("mid") && said.out().contains("rounds: step-back"),
        "At the end of the round the stage went down to mid, as an entry that cites the round.");
    play.claim(
        play.ask(Play.ROADMAP, Ask.everything()).records().isEmpty(),
        "The roadmap is closed again.");
  }

  private static void taking(Play play, int from) {
    play.ask(Play.ACCOUNTS, Ask.everything().fields("account", "company").limit(from));
  }
}
