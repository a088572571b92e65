package dev.entente.server.demo;

/** Everything is computed again, from the ledger alone. */
final class TheAudit implements Scene {
  @Override
  public String title() {
    return "The audit";
  }

  @Override
  public void play(Play play) {
    play.say(
        "An auditor without the data computes everything again from the ledger's entries: the tree"
            + " and its checkpoints, the price of every answer, the balances, that no release ever"
            + " passed the window. The gateway goes on serving meanwhile:");
    String directory = play.setting().halden().toString();
    Commands.Said said = play.run("audit halden", "audit", directory);
    play.claim(said.exit() == 0, "All of it holds.");
  }
}
