package dev.entente.server.demo;

import dev.entente.server.client.Agreement;
import dev.entente.server.client.Ask;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.show.ShownAgreement;

/** The terms are proposed, read and accepted. */
final class TheTerms implements Scene {
  @Override
  public String title() {
    return "The terms";
  }

  @Override
  public void play(Play play) {
    play.say(
        """
        Halden makes displays. Orchard Devices puts them into its phones, and has begun to make
        displays of its own: a partner and a rival. Halden's gateway proposes an agreement;
        Orchard's client reads it.""");
    Agreement proposed = Agreement.read(play.calls().agreement().orThrow());
    play.narrator().show(ShownAgreement.lines(proposed, play.narrator().inner()));
    play.claim(
        proposed.state().equals("proposed"),
        "Halden's gateway has signed these terms; Orchard has not yet.");
    Refused early = Play.refusal(play.calls().query(Play.SEGMENTS, Ask.everything()));
    play.claim(
        early.code().equals("agreement-not-accepted"),
        "Until it has, a query is refused: " + early.code() + ".");
    play.claim(
        proposed.hashHolds(),
        "Orchard computes the hash of the terms itself (RFC 8785, SHA-256): it is the one shown.");
    Agreement accepted = Agreement.read(play.calls().accept(proposed.computed()).orThrow());
    play.claim(
        accepted.state().equals("active") && accepted.stage().equals("early"),
        "Orchard signs that hash: the agreement is active, at stage early.");
  }
}
