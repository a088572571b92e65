package dev.entente.server.demo;

import dev.entente.server.client.Ask;
import dev.entente.server.client.Reply.Refused;
import dev.entente.signature.VerifyingKey;

/** A key that was stolen stops at once; another takes two people. */
final class TheStolenKey implements Scene {
  @Override
  public String title() {
    return "A stolen key";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Orchard calls: a laptop with a spare key is gone. Bo and Chi had registered it; Ana alone"
            + " revokes it:");
    Commands.Said made =
        play.commands().run("keygen", play.setting().orchard().resolve("spare.jwk").toString());
    var file = play.write("spare.public.jwk", made.out());
    var spare = VerifyingKey.parse(made.out().strip());
    play.commands()
        .run(
            "key",
            play.setting().halden().toString(),
            "orchard",
            file.toString(),
            "--as",
            "bo",
            "--because",
            "a spare");
    play.order("chi", "Kim confirmed it by phone", "approve", "orchard", spare.id().toString());
    play.claim(asks(play).exit() == 0, "The spare key asks, and is answered.");
    play.order("ana", "stolen", "revoke", "orchard", spare.id().toString());
    Commands.Said refused = asks(play);
    play.claim(
        refused.exit() == 1 && refused.err().contains("signature-invalid"),
        "The very next request with it is refused: signature-invalid.");
    play.claim(
        !(play.calls().query(Play.SEGMENTS, Ask.everything().limit(1)) instanceof Refused),
        "Orchard's own key goes on.");
  }

  private static Commands.Said asks(Play play) {
    return play.commands()
        .run(
            "standing",
            play.client().gateway().toString(),
            "orchard",
            "--key",
            play.setting().orchard().resolve("spare.jwk").toString());
  }
}
