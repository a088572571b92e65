package dev.entente.server.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.server.operators.AdminAddress;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.running.Reply;
import dev.entente.server.running.Wire;
import dev.entente.signature.KeyId;
import dev.entente.signature.Origin;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ana, Bo and Chi, who order as fast as they are answered. */
final class Ordering {
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final Stage EARLY = new Stage("early");
  private static final Stage MID = new Stage("mid");

  /** The kinds of the entries that were said to be recorded, by their indexes. */
  final Map<Long, String> recorded = new ConcurrentHashMap<>();

  /** Why orders were refused; some are, after a gateway was killed between two of them. */
  final Queue<String> refused = new ConcurrentLinkedQueue<>();

  private final Path state;

  Ordering(Path directory) {
    this.state = directory.resolve("state");
  }

  /** Starts to order, until the gateway is gone. */
  Thread start() {
    Origin admin = AdminAddress.in(state).read().orElseThrow();
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  raise(admin);
                  lower(admin);
                  note(admin);
                  changeKeys(admin);
                }
              } catch (UncheckedIOException e) {
                // the gateway was killed
              }
            });
  }

  /** Up to mid and down again until so many moves are recorded, with a moment after each. */
  void moves(int enough, Duration moment) throws InterruptedException {
    Origin admin = AdminAddress.in(state).read().orElseThrow();
    while (Collections.frequency(recorded.values(), "stage.changed") < enough) {
      raise(admin);
      Thread.sleep(moment);
      lower(admin);
      Thread.sleep(moment);
    }
  }

  private void raise(Origin admin) {
    Optional<JsonNode> proposed =
        order(admin, "ana", new Command.Propose(ORCHARD, new Subject.Raise(MID), List.of()));
    approve(admin, proposed, "mid", "bo", "chi");
  }

  private void lower(Origin admin) {
    order(admin, "ana", new Command.Lower(ORCHARD, EARLY));
  }

  private void note(Origin admin) {
    order(admin, "bo", new Command.Dispute(ORCHARD, "invoice"));
    order(admin, "ana", new Command.Reach(ORCHARD, new Milestone("won-" + recorded.size())));
    order(admin, "chi", new Command.Resolve(ORCHARD, "invoice"));
  }

  private void changeKeys(Origin admin) {
    var key = SigningKey.generate().publicKey().publicJwk();
    KeyId id = KeyId.of(key);
    var proposed =
        order(admin, "chi", new Command.Propose(ORCHARD, new Subject.NewKey(key), List.of()));
    approve(admin, proposed, id.toString(), "ana");
    order(admin, "bo", new Command.Revoke(ORCHARD, id));
  }

  private void approve(
      Origin admin, Optional<JsonNode> proposed, String subject, String... operators) {
    proposed.ifPresent(
        answer -> {
          long entry = answer.at("/entries/0/index").longValue();
          for (String operator : operators) {
            order(admin, operator, new Command.Approve(ORCHARD, subject, entry));
          }
        });
  }

  /** What the gateway says of the order; empty if it refuses it. */
  private Optional<JsonNode> order(Origin admin, String operator, Command command) {
    String document = signed(operator, command);
    Reply reply;
    try (var wire = new Wire(admin)) {
      wire.send(
          "POST /v1/orders HTTP/1.1\r\nhost: %s\r\ncontent-type: application/jose\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(admin.authority(), document.length(), document));
      reply = wire.reply();
    }
    if (reply.body().length
        < Integer.parseInt(reply.headers().values("content-length").getFirst())) {
      throw new UncheckedIOException(new IOException("cut off"));
    }
    if (reply.status() != 200) {
      refused.add(command + ": " + reply.text());
      return Optional.empty();
    }
    JsonNode answer = reply.json();
    answer
        .get("entries")
        .forEach(
            entry -> recorded.put(entry.get("index").longValue(), entry.get("kind").textValue()));
    return Optional.of(answer);
  }

  private String signed(String operator, Command command) {
    try {
      String jwk = Files.readString(OperatorKeys.in(state).file(operator), StandardCharsets.UTF_8);
      return OperatorDocument.sign(
              "halden", operator, SigningKey.parse(jwk), command, "it is time", Instant.now())
          .compact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
