package dev.entente.server.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.SigningKey;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A partner that shares campaigns as fast as it is answered, and at times the same again. */
final class Sharing {
  private static final String CAMPAIGNS =
      "/v1/agreements/orchard/exchanges/campaigns/contributions";
  private static final int CAMPAIGNS_THERE_ARE = 60;

  /** The bodies by the Idempotency-Keys under which they were sent, whether answered or not. */
  final Map<String, String> sent = new ConcurrentHashMap<>();

  final Map<String, byte[]> answered = new ConcurrentHashMap<>();
  final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final SigningKey key;

  Sharing(SigningKey key) {
    this.key = key;
  }

  /** Starts to share with the gateway of this load, until its connections break. */
  Thread start(Load gateway, Random random) {
    return Thread.ofVirtual()
        .start(
            () -> {
              while (share(gateway, pick(random), body(random)).isPresent()) {}
            });
  }

  private String pick(Random random) {
    List<String> before = List.copyOf(sent.keySet());
    return before.isEmpty() || random.nextInt(3) > 0
        ? "k" + random.nextLong()
        : before.get(random.nextInt(before.size()));
  }

  /** Few campaigns, so that most were heard of before, and cost what they may have cost then. */
  private static String body(Random random) {
    var records = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      records.append(
          "{\"campaign\":\"c%d\",\"spend\":%d},"
              .formatted(random.nextInt(CAMPAIGNS_THERE_ARE), random.nextInt(3)));
    }
    return "{\"records\":[" + records.substring(0, records.length() - 1) + "]}";
  }

  /** Sends what was sent under this key before, or this body; empty if the gateway is gone. */
  Optional<Reply> share(Load gateway, String idempotency, String fresh) {
    String body = sent.computeIfAbsent(idempotency, _ -> fresh);
    HandMade request = HandMade.post(gateway.origin(), key, CAMPAIGNS, body);
    request.header("idempotency-key", idempotency).components.add("idempotency-key");
    Reply reply;
    try {
      reply = gateway.call(request);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
    if (reply.body().length
        < Integer.parseInt(reply.headers().values("content-length").getFirst())) {
      return Optional.empty(); // cut off when the gateway was killed
    }
    keep(idempotency, reply, reply.proof(gateway.keys(), request.sent()));
    return Optional.of(reply);
  }

  private void keep(String idempotency, Reply reply, AnswerProof proof) {
    if (reply.status() == 503 && proof instanceof AnswerProof.Addressed) {
      return; // orders change trust faster than a busy machine decides: it is to be sent again
    }
    if (reply.status() != 200 || !(proof instanceof AnswerProof.Addressed)) {
      wrong.add(reply.status() + " " + proof + " " + reply.text());
      return;
    }
    byte[] before = answered.putIfAbsent(idempotency, reply.body());
    if (before != null && !Arrays.equals(before, reply.body())) {
      wrong.add("answered in another way: " + reply.text());
    }
  }

  /** What the receipt of an answer says. */
  static JsonNode claims(JsonNode answer) {
    String receipt = answer.get("receipt").textValue();
    return Json.read(Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]));
  }
}
