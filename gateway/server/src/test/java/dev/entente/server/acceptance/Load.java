package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.server.receipt.Unproved;
import dev.entente.server.running.Reply;
import dev.entente.server.running.Wire;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** A partner's clients that ask as fast as they are answered, and keep what they were answered. */
final class Load {
  private static final String AGREEMENT = "/v1/agreements/orchard";
  private static final String QUERY = AGREEMENT + "/datasets/accounts/query";

  /**
   * An answer that was received whole and verified.
   *
   * @param nonce of its request
   * @param request the hash of its request, as entry and receipt have it
   */
  record Answered(String nonce, String request, long index, String leaf, String receipt) {}

  final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Origin origin;
  private final SigningKey key;
  private final Jwks keys;

  Load(Origin origin, SigningKey key) {
    this.origin = origin;
    this.key = key;
    try (var wire = new Wire(origin)) {
      this.keys = Jwks.parse(wire.get("/.well-known/jwks.json").text());
    }
  }

  Origin origin() {
    return origin;
  }

  Jwks keys() {
    return keys;
  }

  Reply call(HandMade request) {
    try (var wire = new Wire(origin)) {
      return wire.send(request.bytes()).reply();
    }
  }

  HandMade get(String target) {
    return HandMade.get(origin, key, target);
  }

  void accept() {
    String hash = call(get(AGREEMENT)).json().get("terms-hash").textValue();
    call(
        HandMade.post(origin, key, AGREEMENT + "/acceptance", "{\"terms-hash\":\"" + hash + "\"}"));
  }

  /**
   * Starts so many clients, each with a connection of its own, until it breaks or they are told.
   */
  List<Thread> start(int clients, BooleanSupplier goOn) {
    return java.util.stream.IntStream.range(0, clients)
        .mapToObj(client -> Thread.ofVirtual().start(() -> ask(new Random(client), goOn)))
        .toList();
  }

  private void ask(Random random, BooleanSupplier goOn) {
    try (var wire = new Wire(origin)) {
      while (goOn.getAsBoolean()) {
        HandMade request = HandMade.post(origin, key, QUERY, query(random));
        wire.send(request.bytes());
        keep(request, wire.reply());
      }
    } catch (UncheckedIOException e) {
      // the connection broke: the gateway was killed
    }
  }

  private static String query(Random random) {
    return "{\"fields\":[\"ticker\",\"sector\"],\"filter\":\"founded=ge=%d\",\"limit\":%d}"
        .formatted(1980 + random.nextInt(20), 1 + random.nextInt(3));
  }

  private void keep(HandMade request, Reply reply) {
    if (reply.body().length == 0 || reply.status() != 200) {
      if (reply.body().length > 0) {
        wrong.add(reply.status() + " " + reply.text());
      }
      return;
    }
    JsonNode json;
    try {
      json = reply.json();
    } catch (RuntimeException e) {
      return; // cut off when the connection broke, so not received
    }
    if (!(reply.proof(keys, request.sent()) instanceof AnswerProof.Addressed)) {
      wrong.add("unproved " + reply.text());
      return;
    }
    String receipt = json.get("receipt").textValue();
    JsonNode claims =
        Json.read(
            new String(
                    Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]),
                    StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8));
    answered.add(
        new Answered(
            request.sent().nonce(),
            claims.get("request").textValue(),
            claims.get("index").longValue(),
            claims.get("leaf").textValue(),
            receipt));
  }

  /** Receipt, leaf, proof and checkpoint of every answer, as its receiver would check them. */
  void isInTheLedger(Iterable<Answered> received) throws NoteException, Unproved {
    try (var wire = new Wire(origin)) {
      var check = ReceiptCheck.of(keys, VerifierKey.parse(wire.get("/v1/log/key").text().strip()));
      for (Answered answer : received) {
        HandMade request = get(AGREEMENT + "/entries/" + answer.index() + "/proof");
        Reply proof = wire.send(request.bytes()).reply();
        assertThat(proof.status())
            .as("entry " + answer.index() + ": " + proof.text())
            .isEqualTo(200);
        check.verify(answer.receipt(), TlogProof.parse(proof.body()));
      }
    }
  }
}
