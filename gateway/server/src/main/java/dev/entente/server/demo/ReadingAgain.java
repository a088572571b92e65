package dev.entente.server.demo;

import dev.entente.server.client.QueryAnswer;
import dev.entente.server.show.Bar;

/** What was seen is not paid for twice. */
final class ReadingAgain implements Scene {
  @Override
  public String title() {
    return "Reading again is free";
  }

  @Override
  public void play(Play play) {
    play.say(
        "The gateway remembers which cells Orchard has seen, and in which form. The same again:");
    QueryAnswer again = play.ask(Play.ACCOUNTS, Play.MEDICAL);
    play.claim(
        again.records().size() == 40 && again.figures().value().signum() == 0,
        "40 records, cost "
            + Bar.plain(again.figures().value())
            + "; exposure stays at "
            + Bar.plain(again.figures().exposure())
            + ".");
    play.claim(
        again.figures().exposure().compareTo(play.exposure()) == 0,
        "Both sides read that figure off the same ledger: the standing call says it too.");
  }
}
