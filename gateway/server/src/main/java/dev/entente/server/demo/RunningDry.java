package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.Figures;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.client.StandingSheet;
import dev.entente.server.show.Bar;
import dev.entente.server.show.ShownQuery;
import dev.entente.server.show.ShownStanding;
import java.util.List;

/** The window is all there is until something comes back. */
final class RunningDry implements Scene {
  private static final Ask MANY = Ask.everything().limit(200);

  @Override
  public String title() {
    return "Running dry";
  }

  @Override
  public void play(Play play) {
    play.say("The early window is an opening grant, and no more. Orchard asks for 200 accounts:");
    QueryAnswer page = play.ask(Play.ACCOUNTS, MANY);
    Figures figures = page.figures();
    play.narrator().show(ShownQuery.figures(page, play.narrator().inner()));
    play.claim(
        figures.limited() && !page.records().isEmpty() && page.records().size() < 200,
        "The page holds the "
            + page.records().size()
            + " records that still fit, and says it was"
            + " cut short.");
    play.claim(
        figures.exposure().compareTo(figures.window()) <= 0,
        "Exposure is " + Bar.plain(figures.exposure()) + ", not a thousandth above the window.");
    Refused refused =
        Play.refusal(play.calls().query(Play.ACCOUNTS, MANY.cursor(page.next().orElseThrow())));
    play.narrator().gap();
    play.say("It asks for the next page, and is refused, with the cure:");
    play.narrator().show(List.of(refused.code() + ": " + refused.detail()));
    play.narrator().show(refused.unlock().stream().map(cure -> "to unlock: " + cure).toList());
    play.claim(
        refused.code().equals("reciprocity-exhausted")
            && refused.unlock().stream().anyMatch(cure -> cure.contains("campaigns")),
        "You share, I share: what Orchard contributes to campaigns makes room again.");
    stillAllowed(play, figures);
  }

  private static void stillAllowed(Play play, Figures before) {
    QueryAnswer again = play.ask(Play.ACCOUNTS, Play.MEDICAL);
    play.claim(
        again.records().size() == 40 && again.figures().value().signum() == 0,
        "What was paid for stays readable: the 40 from before, for nothing.");
    Refused hit = Play.refusal(asking(play, "industry==Gaming"));
    Refused miss = Play.refusal(asking(play, "industry==Submarines"));
    play.claim(
        Play.told(hit).equals(Play.told(miss)),
        "Dry, a filter that would match and one that would not are refused alike, byte for byte "
            + "but for the decision's id: a refusal is no oracle.");
    StandingSheet sheet = StandingSheet.read(play.calls().standing().orThrow());
    play.narrator().gap();
    play.narrator().show(ShownStanding.lines(sheet, play.narrator().inner()));
    play.claim(
        sheet.total().exposure().compareTo(before.exposure()) == 0,
        "None of the refusals cost anything.");
  }

  private static Reply asking(Play play, String filter) {
    return play.calls().query(Play.ACCOUNTS, Ask.everything().sort("-account").filter(filter));
  }
}
