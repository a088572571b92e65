package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import java.io.IOException;
import java.nio.file.Files;

/** What a manifest releases at no stage cannot be told from what is not there. */
final class TheHiddenField implements Scene {
  private static final String HIDDEN = "notes";
  private static final String ABSENT = "bonus";

  @Override
  public String title() {
    return "Hunting a hidden field";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Halden's file has a column of sales notes, which its manifest releases never. Orchard"
            + " guesses its name, `"
            + HIDDEN
            + "`, and compares with `"
            + ABSENT
            + "`, which does not exist at all:");
    play.claim(
        read(play).contains(HIDDEN) && !read(play).contains(ABSENT),
        "The one is in the manifest, the other is not.");
    alike(play, "By name", name -> Ask.everything().fields("account", name));
    alike(play, "By filter", name -> Ask.everything().filter(name + "=='pays late'"));
    alike(play, "By sort", name -> Ask.everything().sort(name));
    Answered answered = play.calls().query(Play.ACCOUNTS, Play.MEDICAL).orThrow();
    play.answered(answered);
    String seen =
        play.calls().dataset(Play.ACCOUNTS).orThrow().text()
            + answered.text()
            + play.calls().agreement().orThrow().text();
    play.claim(
        !seen.contains(HIDDEN),
        "Neither the terms, nor the dataset's description, nor an answer mentions it.");
    Refused margin =
        Play.refusal(play.calls().query(Play.ACCOUNTS, Ask.everything().filter("margin=gt=40")));
    play.claim(
        margin.code().equals("field-not-released"),
        "Margins are announced but not released yet: filtering by them is refused too, "
            + margin.code()
            + ".");
  }

  private static void alike(Play play, String how, UnaryAsk ask) {
    Refused hidden = Play.refusal(query(play, ask.of(HIDDEN)));
    Refused absent = Play.refusal(query(play, ask.of(ABSENT)));
    String translated = Play.told(hidden).replace(HIDDEN, ABSENT);
    play.claim(
        hidden.code().equals("field-unknown")
            && hidden.status() == absent.status()
            && translated.equals(Play.told(absent)),
        how + ": " + hidden.code() + ", the same answer for both but for the name asked for.");
  }

  private interface UnaryAsk {
    Ask of(String name);
  }

  private static Reply query(Play play, Ask ask) {
    return play.calls().query(Play.ACCOUNTS, ask);
  }

  private static String read(Play play) {
    try {
      return Files.readString(play.setting().halden().resolve("datasets/accounts.yaml"));
    } catch (IOException e) {
      throw new NotAsTold("the manifest of accounts cannot be read", e);
    }
  }
}
