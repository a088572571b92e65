package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.show.ShownQuery;

/** The last stage: what would hurt. */
final class TheRoadmap implements Scene {
  @Override
  public String title() {
    return "Raised to late";
  }

  @Override
  public void play(Play play) {
    play.say(
        "A month later Orchard shares the headcounts of 600 accounts of its own, and Bo proposes"
            + " the last stage:");
    play.clock().later(31);
    var file = play.write("headcounts-2.csv", Headcounts.ofItsOwn(600));
    play.contribute("headcounts", file);
    Commands.Said early =
        play.order("bo", "they share what they know", "propose", "orchard", "late");
    play.claim(
        early.exit() == 1 && early.err().contains("acknowledged"),
        "Too early: what Orchard saw a month ago it has not acknowledged.");
    play.acknowledge();
    play.order("bo", "they share what they know", "propose", "orchard", "late");
    play.order("ana", "agreed", "approve", "orchard", "late");
    Commands.Said raised = play.order("chi", "agreed", "approve", "orchard", "late");
    play.claim(raised.exit() == 0 && play.standing().stage().equals("late"), "The roadmap opens.");
    QueryAnswer roadmap = play.ask(Play.ROADMAP, Ask.everything().limit(5));
    play.narrator().show(ShownQuery.records(roadmap, 5, play.narrator().inner()));
    play.narrator().show(ShownQuery.figures(roadmap, play.narrator().inner()));
    play.claim(
        roadmap.records().size() == 5
            && roadmap.records().stream().noneMatch(record -> record.has("unit-cost")),
        "Five panels to come, their dates and their state. Unit costs stay hidden: their stage is"
            + " never.");
  }
}
