package dev.entente.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.contribution.Basis;
import dev.entente.contribution.Contributed;
import dev.entente.contribution.Format;
import dev.entente.contribution.Inbox;
import dev.entente.json.Json;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Receiving;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Earning;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends records of a kind to exchanges, each once. */
final class Sharing {

  private final Arena arena;
  private final Kind kind;
  private final Map<ExchangeId, Long> next = new LinkedHashMap<>();
  private long requests;

  Sharing(Arena arena, Kind kind) {
    this.arena = arena;
    this.kind = kind;
  }

  /** Shares with every exchange what the kind of partner would on that day. */
  void share(Today today, Wares wares) {
    for (ExchangeManifest exchange : arena.terms.exchanges().values()) {
      long records = kind.shares(today, expected(exchange.id(), today));
      if (records > 0) {
        send(exchange, records(exchange, records, wares));
      }
    }
  }

  /** What is expected in a round; a record a day where the terms do not say. */
  private long expected(ExchangeId exchange, Today today) {
    Map<ExchangeId, Integer> expect = arena.terms.expect();
    boolean unasked = !expect.isEmpty() && !expect.containsKey(exchange);
    return unasked && !kind.sendsUnasked() ? 0 : expect.getOrDefault(exchange, today.daysOfRound());
  }

  private List<JsonNode> records(ExchangeManifest exchange, long records, Wares wares) {
    long from = next.getOrDefault(exchange.id(), 0L);
    next.put(exchange.id(), from + records);
    var list = new ArrayList<JsonNode>();
    for (long number = from; number < from + records; number++) {
      list.add(kind.record(wares, exchange, number));
    }
    return list;
  }

  private void send(ExchangeManifest exchange, List<JsonNode> records) {
    var salt = Salt.fresh();
    var basis =
        new Basis(
            exchange,
            arena.terms.datasets(),
            arena.clock.day(),
            arena.pseudonyms(),
            arena.hash,
            salt);
    byte[] body = Json.write(Map.of("records", records));
    switch (Contributed.read(Format.JSON, body, basis, new Nowhere())) {
      case Outcome.Passed<Contributed>(var read) -> send(exchange, salt, read);
      case Outcome.Refused<Contributed>(var problem) ->
          throw new IllegalStateException("a body that was made up is refused: " + problem);
    }
  }

  private void send(ExchangeManifest exchange, Salt salt, Contributed read) {
    Sha256 request = Sha256.hash(ByteBuffer.allocate(Long.BYTES).putLong(requests++).array());
    var contribution =
        new Contribution(
            arena.terms.agreement(),
            exchange.id(),
            arena.epoch(),
            arena.partner.id(),
            request,
            Optional.of(arena.nonce()),
            salt,
            new Idempotency(request, read.hash()),
            exchange.fields().stream()
                .map(field -> new Earning(field.name(), field.category(), field.value()))
                .toList(),
            read.records(),
            read.root(),
            Optional.empty(),
            _ -> new byte[0]);
    if (!(arena.ledger.receive(contribution) instanceof Receiving.Judged)) {
      throw new IllegalStateException("nobody else moves this agreement");
    }
  }

  /** Where made-up records go. */
  private static final class Nowhere implements Inbox.Parcel {
    @Override
    public void add(byte[] line) {}

    @Override
    public void hold() {}

    @Override
    public void keep() {}

    @Override
    public void drop() {}
  }
}
