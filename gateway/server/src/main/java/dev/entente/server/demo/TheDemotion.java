package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** One person lowers the stage while queries are under way. */
final class TheDemotion implements Scene {
  private static final int QUERIES = 8;

  @Override
  public String title() {
    return "Lowered in mid-flight";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Chi hears that Orchard shows Halden's names around, and lowers the agreement to early. One"
            + " person is enough. Orchard's client is asking all the while:");
    var stop = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<QueryAnswer>>> asking = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        asking.add(threads.submit(() -> ask(play, stop)));
      }
      Commands.Said said;
      try {
        said = play.order("chi", "they show our names around", "lower", "orchard", "early");
      } finally {
        stop.set(true);
      }
      play.claim(
          said.exit() == 0 && said.out().contains("they know"),
          "What Orchard knows already is counted, field by field. It cannot be undone.");
      long lowered = entry(said);
      List<QueryAnswer> answers = new ArrayList<>();
      for (Future<List<QueryAnswer>> one : asking) {
        answers.addAll(one.get());
      }
      play.claim(
          answers.stream()
              .allMatch(
                  answer -> answer.receipt().index() < lowered || answer.stage().equals("early")),
          answers.size()
              + " answers were under way. None that the ledger recorded after the change is of the"
              + " old stage.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAsTold("interrupted", e);
    } catch (ExecutionException e) {
      throw new NotAsTold("a query failed: " + e.getMessage(), e);
    }
  }

  private static List<QueryAnswer> ask(Play play, AtomicBoolean stop) {
    List<QueryAnswer> answers = new ArrayList<>();
    Ask again = Ask.everything().filter("industry=='Medical devices'").limit(5);
    do {
      if (play.calls().query(Play.ACCOUNTS, again) instanceof Answered answered) {
        answers.add(QueryAnswer.read(answered));
      }
    } while (!stop.get());
    return answers;
  }

  /** The index of the entry that the order was recorded as. */
  private static long entry(Commands.Said said) {
    return said.out()
        .lines()
        .filter(line -> line.contains("stage.changed, entry "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .map(Long::valueOf)
        .findFirst()
        .orElseThrow(() -> new NotAsTold("the order names no entry"));
  }
}
