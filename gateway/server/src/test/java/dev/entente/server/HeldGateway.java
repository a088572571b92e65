package dev.entente.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.exchange.Cursors;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.Offers;
import dev.entente.exchange.Offers.Offered;
import dev.entente.exchange.Parts;
import dev.entente.exchange.PublicResources;
import dev.entente.exchange.Rates;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Receipts;
import dev.entente.policies.Bundle;
import dev.entente.policies.WasmPolicy;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.CellHash;
import dev.entente.server.http.Listener;
import dev.entente.server.http.Pages;
import dev.entente.server.http.Place;
import dev.entente.server.joint.Guests;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.overview.RefusedSignatures;
import dev.entente.server.received.ReceivedFiles;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.CachedKeys;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestVerifier;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import dev.entente.trustledger.GroupCommitLedger;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway's own parts behind a real address, with a hook where it asks the policy and where it
 * reads: a test can hold it there, let it fail, or change what it decides by meanwhile.
 */
public final class HeldGateway implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final WasmPolicy REGO = WasmPolicy.start(Bundle.standard());

  private final Closing closing = new Closing();
  private final GroupCommitLedger ledger;
  private final Listener listener;
  private final Jwks keys;
  private volatile PolicyRevision revision = REGO.revision();
  private volatile Optional<FieldName> hidden = Optional.empty();
  private volatile Runnable deciding = () -> {};
  private volatile Runnable reading = () -> {};

  public HeldGateway(TinyAlliance alliance) throws StartRefused, KeysUnusable {
    var directory = alliance.read();
    var settings = directory.settings();
    Instance instance = closing.add(Instance.take(settings));
    GatewayKeys own = KeyFolder.open(settings.keys());
    keys = Jwks.of(own.gateway().publicKey());
    ledger = closing.add(GatewayLedger.open(settings, instance, own.logRing(), CLOCK, Talk.none()));
    Sources sources = closing.add(new Sources(CLOCK));
    sources.open(directory, instance.folder().resolve("cache"), Talk.none());
    activate();
    Agreements.record(ledger, directory.agreements().values(), own.gateway(), Talk.none());
    Vertx vertx = Vertx.vertx();
    closing.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    var received =
        ReceivedFiles.in(
            instance.folder().resolve("received"), instance.folder().resolve("received"));
    var exchange = new Exchange(parts(own, sources, received));
    var place = new Place("127.0.0.1", 0, Optional.empty(), Optional.empty());
    listener =
        Listener.open(
            vertx,
            place,
            new ExchangeAnswers(exchange, new RefusedSignatures(ledger::trust, CLOCK)),
            Pages.NONE,
            RunningGateway.SHORT);
  }

  private Parts parts(GatewayKeys own, Sources sources, ReceivedFiles received) {
    return new Parts(
        new RequestVerifier(new CachedKeys(new PartnerKeys(ledger.trust()), 10), ledger, CLOCK),
        ledger,
        new HeldPolicy(),
        DecisionLog.none(),
        new Offers(held(sources.offered())),
        Rates.none(),
        PublicResources.none(),
        new Guests(CLOCK),
        received,
        new Cursors(own.cursors().bytes()),
        new Receipts("halden", own.gateway()),
        new AnswerSigner(own.gateway(), CLOCK),
        new CellHash(1),
        List.of(),
        own.pseudonyms().bytes(),
        CLOCK);
  }

  private Map<DatasetId, Offered> held(Map<DatasetId, Offered> offered) {
    var held = new HashMap<DatasetId, Offered>();
    offered.forEach(
        (id, real) -> held.put(id, new Offered(real.manifest(), new HeldSource(real.source()))));
    return held;
  }

  public Origin origin() {
    return listener.bound();
  }

  public Jwks keys() {
    return keys;
  }

  /** Runs each time before a page is read; may block or throw. */
  public void whileReading(Runnable hook) {
    reading = hook;
  }

  /** Runs each time before the policy decides; may block or throw. */
  public void whileDeciding(Runnable hook) {
    deciding = hook;
  }

  /** From here on another policy decides, which hides this field. */
  public PolicyRevision hide(String field) {
    revision = PolicyRevision.of(field.getBytes(StandardCharsets.UTF_8));
    hidden = Optional.of(new FieldName(field));
    activate();
    return revision;
  }

  /** An entry after which everything is to be decided again, by the same policy. */
  public void activate() {
    var activated = new PolicyActivated(revision);
    assertThat(ledger.change((_, _) -> Outcome.passed(List.of(activated)), Optional.empty()))
        .isInstanceOf(Outcome.Passed.class);
  }

  /** From here on nothing can be recorded. */
  public void loseLedger() {
    ledger.close();
  }

  @Override
  public void close() {
    closing.close();
  }

  private final class HeldPolicy implements Policy {
    @Override
    public PolicyRevision revision() {
      return revision;
    }

    @Override
    public Decision decide(PolicyInput input) {
      deciding.run();
      Decision decision = REGO.decide(input);
      var released = new HashMap<>(decision.released());
      var withheld = new HashMap<>(decision.withheld());
      hidden.ifPresent(released::remove);
      hidden.ifPresent(withheld::remove);
      return new Decision(released, withheld, decision.rows());
    }

    @Override
    public List<GateState> gates(PromotionInput input) {
      return REGO.gates(input);
    }
  }

  private final class HeldSource implements Source {
    private final Source source;

    HeldSource(Source source) {
      this.source = source;
    }

    @Override
    public Page read(Selection selection) {
      reading.run();
      return source.read(selection);
    }

    @Override
    public boolean applies(Filter condition) {
      return source.applies(condition);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
