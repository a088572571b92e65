package dev.entente.server.console;

import dev.entente.ledger.Ledger.Stored;
import dev.entente.server.directory.PeerFile;
import dev.entente.server.overview.Cosigned;
import dev.entente.server.overview.LastAudit;
import dev.entente.server.overview.Line;
import dev.entente.trustledger.PublishedLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log as it is: its newest checkpoint, who cosigned it, what the last audit came to, its
 * entries, and of each what a browser verifies.
 */
final class LedgerPages {
  private static final int PAGE = 50;

  private final Backstage backstage;
  private final Html html;

  LedgerPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router.get("/ledger").blockingHandler(this::ledger, false);
    router.get("/v1/ledger").blockingHandler(it -> Calls.answer(it, 200, checkpoint()), false);
    router.get("/v1/ledger/entries/:index").blockingHandler(this::entry, false);
  }

  private PublishedLog log() {
    return backstage.ledger().published();
  }

  private Map<String, Object> checkpoint() {
    var json = new LinkedHashMap<String, Object>();
    json.put("size", log().size());
    json.put("checkpoint", backstage.ledger().checkpoint());
    json.put("key", backstage.ledger().verifierKey());
    cosigned().ifPresent(it -> json.put("cosigned", it.json()));
    json.put("audit", audit().json());
    return json;
  }

  private Optional<Cosigned> cosigned() {
    return Cosigned.of(log(), peers());
  }

  private LastAudit audit() {
    return LastAudit.of(backstage.settings().state(), backstage.settings().gateway(), log());
  }

  private Collection<PeerFile> peers() {
    return backstage.bench().directory().peers().values();
  }

  private void ledger(RoutingContext context) {
    long size = log().size();
    long below =
        Calls.index(context.request().getParam("below")).filter(it -> it <= size).orElse(size);
    long from = Math.max(0, below - PAGE);
    List<Line> lines =
        below == 0
            ? List.of()
            : log().entries(from, Math.toIntExact(below - from)).reversed().stream()
                .map(Line::of)
                .toList();
    html.show(
        context,
        200,
        "ledger",
        Map.of(
            "size",
            size,
            "checkpoint",
            backstage.ledger().checkpoint(),
            "key",
            backstage.ledger().verifierKey(),
            "cosigned",
            cosigned(),
            "witnesses",
            peers().stream().filter(it -> it.witnessKey().isPresent()).map(PeerFile::name).toList(),
            "audit",
            audit(),
            "lines",
            lines,
            "earlier",
            from == 0 ? Optional.empty() : Optional.of(from)));
  }

  private void entry(RoutingContext context) {
    Optional<Stored> stored =
        Calls.index(context.pathParam("index"))
            .flatMap(index -> log().entries(index, 1).stream().findFirst());
    if (stored.isEmpty()) {
      context.fail(404);
      return;
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("index", stored.get().index());
    json.put("entry", Base64.getEncoder().encodeToString(stored.get().bytes()));
    json.put("proof", log().proof(stored.get()));
    Calls.answer(context, 200, json);
  }
}
