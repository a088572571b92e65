package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.show.Bar;
import java.math.BigDecimal;
import java.nio.file.Path;

/** What comes back makes room; what only looks like it does not. */
final class Sharing implements Scene {
  @Override
  public String title() {
    return "Sharing in return";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Orchard shares how 60 campaigns went. Among them are one that it shares twice, and one"
            + " whose spend is below nothing:");
    BigDecimal before = play.exposure();
    Campaigns campaigns = Campaigns.of(play.clock().today(), 1);
    Path file = play.write("campaigns.csv", campaigns.csv(60, true));
    Commands.Said said = play.contribute("campaigns", file);
    play.claim(
        said.exit() == 0
            && said.out().contains("60 accepted")
            && said.out().contains("1 duplicate")
            && said.out().contains("1 invalid"),
        "60 were news and earned 11 each. The duplicate and the junk earned nothing.");
    BigDecimal after = play.exposure();
    play.claim(
        before.subtract(after).compareTo(new BigDecimal(660)) == 0,
        "Exposure went from " + Bar.plain(before) + " to " + Bar.plain(after) + ".");
    again(play, file, after);
    echo(play);
    creditBack(play);
  }

  private static void again(Play play, Path file, BigDecimal exposure) {
    play.narrator().gap();
    play.say("The network was slow, and Orchard's client sends the very same once more:");
    Commands.Said said = play.contribute("campaigns", file);
    play.claim(
        said.exit() == 0 && play.exposure().compareTo(exposure) == 0,
        "It is answered as it was, byte for byte, and earns nothing twice.");
  }

  /** The headcounts are from Halden's own answer: Orchard knows them as bands only. */
  private static void echo(Play play) {
    play.narrator().gap();
    play.say(
        "Could Orchard tell Halden what Halden told? It sends headcounts that lie in the very bands"
            + " that it was given:");
    QueryAnswer told = play.ask(Play.ACCOUNTS, Play.MEDICAL);
    Path file = play.write("headcounts.csv", Headcounts.echoing(told.records()));
    Commands.Said said = play.contribute("headcounts", file);
    play.claim(
        said.exit() == 0 && said.out().contains("echo") && !said.out().contains("accepted"),
        "Every one is an echo, and earns nothing: compared only with what Orchard was told, so"
            + " that credit is no oracle.");
  }

  private static void creditBack(Play play) {
    QueryAnswer page = play.ask(Play.ACCOUNTS, Ask.everything().limit(100));
    play.claim(
        page.records().size() == 100,
        "With credit again, the query that ran dry goes on: 100 accounts.");
  }
}
