package dev.entente.server.demo;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply.Answered;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A receipt stands alone, offline; a changed one falls. */
final class TheReceipt implements Scene {
  @Override
  public String title() {
    return "The receipt";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Each answer carries a receipt: the gateway's signature over what it released, bound to an"
            + " entry of an append-only log. Orchard keeps one, with the proof of its entry, the"
            + " log's key and the gateway's. From here on no gateway is asked:");
    Answered answered = play.calls().query(Play.ACCOUNTS, Play.MEDICAL).orThrow();
    QueryAnswer answer = play.answered(answered);
    try {
      keep(play, answer);
      verify(play, answered, answer);
      tamper(play, answer);
      countersign(play);
    } catch (IOException e) {
      throw new NotAsTold("Orchard's folder cannot be written: " + e.getMessage(), e);
    }
  }

  private static void keep(Play play, QueryAnswer answer) throws IOException {
    Path folder = play.setting().orchard();
    Files.writeString(folder.resolve("receipt.jws"), answer.receipt().compact());
    Files.write(
        folder.resolve("receipt.jws.proof"),
        play.calls().proof(answer.receipt().index()).orThrow().body());
    Files.writeString(folder.resolve("log.key"), play.client().open("/v1/log/key"));
    Files.writeString(folder.resolve("jwks.json"), play.client().keySet());
  }

  private static void verify(Play play, Answered answered, QueryAnswer answer) {
    Commands.Said said = run(play, "receipt.jws");
    play.claim(said.exit() == 0, "The receipt is Halden's, and its entry is in Halden's log.");
    Sha256 records = Sha256.hash(Json.canonical(answered.document().at("records").node()));
    play.claim(
        claims(answer).at("records").text().equals(records.toString()),
        "The receipt names the hash of the very records that Orchard received.");
  }

  /** One digit of what it says it cost. */
  private static void tamper(Play play, QueryAnswer answer) throws IOException {
    String[] parts = answer.receipt().compact().split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String changed = payload.replaceFirst("\"value\":0\\b", "\"value\":7");
    if (changed.equals(payload)) {
      throw new NotAsTold("the receipt of a re-read does not say that it cost nothing");
    }
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    Files.writeString(play.setting().orchard().resolve("tampered.jws"), String.join(".", parts));
    play.narrator().gap();
    play.say("The same receipt, with a cost of 0 changed to 7:");
    play.claim(run(play, "tampered.jws").exit() == 1, "Refused.");
  }

  private static void countersign(Play play) {
    play.narrator().gap();
    play.say(
        "A receipt binds Halden. So that it binds Orchard too, Orchard signs every receipt that it"
            + " holds in return; the ledger keeps what both have signed:");
    Commands.Said said = play.acknowledge();
    play.claim(
        said.exit() == 0
            && play.standing().unacknowledged().filter(it -> it.count() == 0).isPresent(),
        "Neither side can say later that it was not so.");
  }

  private static Commands.Said run(Play play, String receipt) {
    Path folder = play.setting().orchard();
    String shown =
        "verify " + receipt + " --proof receipt.jws.proof --log-key log.key --jwks jwks.json";
    return play.run(
        shown,
        "verify",
        folder.resolve(receipt).toString(),
        "--proof",
        folder.resolve("receipt.jws.proof").toString(),
        "--log-key",
        folder.resolve("log.key").toString(),
        "--jwks",
        folder.resolve("jwks.json").toString());
  }

  private static Doc claims(QueryAnswer answer) {
    String payload = answer.receipt().compact().split("\\.", -1)[1];
    return Doc.of(Json.read(Base64.getUrlDecoder().decode(payload)));
  }
}
