package dev.entente.server.demo;

import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Refused;
import dev.entente.signature.Headers;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that are not what they claim. */
final class Impostors implements Scene {
  @Override
  public String title() {
    return "Impostors";
  }

  @Override
  public void play(Play play) {
    play.say(
        "Every request is signed (RFC 9421). Someone between Orchard and Halden tries four things:");
    BigDecimal before = play.exposure();
    stranger(play);
    altered(play);
    replayed(play);
    stale(play);
    play.claim(
        play.exposure().compareTo(before) == 0,
        "Nothing was released to any of them and nothing was charged to Orchard.");
  }

  private static void stranger(Play play) {
    try (var stranger = PartnerClient.connect(play.client().gateway(), SigningKey.generate())) {
      expect(
          play,
          "signature-invalid",
          "Signing with a key of their own",
          stranger.post(path(play), Play.MEDICAL.document()));
    }
  }

  private static void altered(Play play) {
    SentRequest sent = play.client().signedPost(path(play), Play.MEDICAL.limit(1).document());
    String body = new String(sent.body(), StandardCharsets.UTF_8);
    byte[] more = body.replace("\"limit\":1", "\"limit\":9").getBytes(StandardCharsets.UTF_8);
    expect(
        play,
        "digest-mismatch",
        "Changing the limit in a request that Orchard signed",
        play.client().send(new SentRequest(sent.head(), sent.nonce(), more)));
  }

  private static void replayed(Play play) {
    SentRequest sent = play.client().signedPost(path(play), Play.MEDICAL.document());
    play.answered(play.client().send(sent).orThrow());
    expect(
        play,
        "signature-replayed",
        "Sending a request of Orchard's a second time",
        play.client().send(sent));
  }

  private static void stale(Play play) {
    var hourAgo =
        new RequestSigner(play.key(), () -> play.clock().instant().minus(Duration.ofHours(1)));
    RequestHead head =
        RequestHead.of("GET", play.client().gateway(), "/v1/agreements/orchard", Headers.none());
    expect(
        play,
        "signature-stale",
        "Sending one that was signed an hour ago and held back",
        play.client().send(hourAgo.sign(head, new byte[0])));
  }

  private static void expect(Play play, String code, String what, Reply reply) {
    Refused refused = Play.refusal(reply);
    play.claim(
        refused.status() == 401 && refused.code().equals(code), what + ": refused, " + code + ".");
  }

  private static String path(Play play) {
    return play.calls().queryPath(Play.ACCOUNTS);
  }
}
