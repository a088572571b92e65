package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.connectors.files.ParquetRendering;
import dev.entente.contribution.Inbox;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.Rendering;
import dev.entente.exchange.Cursors;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.Invitations;
import dev.entente.exchange.Offers;
import dev.entente.exchange.Parts;
import dev.entente.exchange.PublicResources;
import dev.entente.exchange.Rates;
import dev.entente.exchange.RequestRate;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receipts;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.console.Console;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.Settings;
import dev.entente.server.forms.ArrowRendering;
import dev.entente.server.forms.CsvRendering;
import dev.entente.server.forms.NdjsonRendering;
import dev.entente.server.http.Limits;
import dev.entente.server.http.ListenException;
import dev.entente.server.joint.Guests;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.AdminAddress;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.operators.OrderDesk;
import dev.entente.server.operators.Orders;
import dev.entente.server.peers.PeerLogs;
import dev.entente.server.peers.Witnesses;
import dev.entente.server.received.ReceivedFiles;
import dev.entente.server.rollout.Rollout;
import dev.entente.server.trade.Trading;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.CachedKeys;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestVerifier;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that runs: everything between the files of an alliance directory and its address. What
 * cannot be opened stops the start; nothing is served by halves. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
  private static final int KEYS_KEPT = 10_000;

  private final Closing closing = new Closing();
  private final AllianceDirectory directory;
  private final InstantSource clock;
  private final Talk talk;
  private final Symptom policySymptom;
  private final Metrics metrics = new Metrics();
  private @Nullable Listeners listeners;

  private Gateway(AllianceDirectory directory, InstantSource clock, Talk talk) {
    this.directory = directory;
    this.clock = clock;
    this.talk = talk;
    this.policySymptom = new Symptom(clock);
  }

  /**
   * Starts a gateway; when this returns it answers.
   *
   * @param clock of everything: signatures, days, entries
   * @throws StartRefused if it cannot, after everything that was opened is closed again
   */
  public static Gateway start(
      AllianceDirectory directory, Limits limits, InstantSource clock, Talk talk)
      throws StartRefused {
    var gateway = new Gateway(directory, clock, talk);
    boolean opened = false;
    try {
      gateway.open(limits);
      opened = true;
      return gateway;
    } catch (KeysUnusable | StoreException | BundleRefused | ListenException | Unavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    } finally {
      if (!opened) {
        gateway.abandon();
      }
    }
  }

  /** Whatever stopped the start is what is told, not what came of closing. */
  private void abandon() {
    try {
      closing.close();
    } catch (RuntimeException e) {
      talk.say("not all that was opened could be closed: " + e.getMessage());
    }
  }

  private void open(Limits limits) throws StartRefused, KeysUnusable {
    Settings settings = directory.settings();
    Instance instance = closing.add(Instance.take(settings));
    GatewayKeys keys = KeyFolder.open(settings.keys());
    GroupCommitLedger ledger =
        closing.add(GatewayLedger.open(settings, instance, keys.logRing(), clock, talk));
    closing.add(Witnesses.start(directory.peers().values(), ledger, instance.folder(), talk));
    Rollout rollout = closing.add(Rollout.open(directory, ledger, metrics));
    metrics.remembering(rollout.policy()::served);
    var policy = new WatchedPolicy(rollout.policy(), policySymptom, metrics::failed, rollout::wake);
    Sources sources = closing.add(new Sources(clock));
    sources.open(directory, instance.folder().resolve("cache"), talk);
    metrics.reading(sources.all());
    closing.add(new Lookout(sources.all()));
    ReceivedFiles received =
        ReceivedFiles.in(
            settings.state().resolve("received"), instance.folder().resolve("received"));
    reconcile(ledger, rollout, keys, received);
    var readiness = Readiness.of(ledger, settings.policy(), policySymptom, rollout, sources);
    var evidence =
        new Evidence(settings.state().resolve("equivocations"), NoteVerifier.ofPlatform());
    Witness witness = witness(settings, keys, evidence);
    var calls = OpenCalls.of(ledger, desk(witness, evidence), keys.gatewayRing().jwks(), readiness);
    DecisionLog decisions =
        LoggedHere.start(settings, rollout.policy(), metrics, clock)
            .map(closing::add)
            .map(metrics::and)
            .orElse(metrics);
    List<Rendering> renderings = renderings(instance.folder().resolve("cache"));
    var offers = new Offers(sources.offered());
    var guests = new Guests(clock);
    Parts parts =
        parts(keys, ledger, policy, decisions, offers, calls, guests, received, renderings);
    var exchange = new Exchange(parts);
    var governance = Orders.over(directory, ledger, policy, rollout, keys, clock);
    Trading trading = trading(instance, keys, ledger, exchange, witness, evidence);
    var operators =
        new AdminAnswers(
            exchange,
            OpenCalls.health(readiness, metrics),
            new OrderDesk(governance, ledger),
            trading);
    var overviews =
        Overviews.open(
            closing,
            directory,
            instance,
            keys,
            ledger,
            rollout,
            sources,
            parts,
            governance,
            metrics);
    listeners =
        closing.add(
            Listeners.open(
                settings,
                new ExchangeAnswers(exchange, overviews.refused()),
                operators,
                vertx -> new Console(vertx, overviews.backstage()),
                vertx -> overviews.pages(vertx, guests),
                limits));
    overviews.listensAt(listeners.partners());
    listeners.console().invitations().forEach(talk::say);
    leaveAddress(instance.folder());
  }

  /** Where several serve one directory, one of them trades. */
  private Trading trading(
      Instance instance,
      GatewayKeys keys,
      GroupCommitLedger ledger,
      Exchange exchange,
      Witness witness,
      Evidence evidence) {
    Settings settings = directory.settings();
    return closing.add(
        Trading.start(
            instance.isFirst(settings) ? directory.peers().values() : List.of(),
            settings.gateway(),
            keys.gatewayRing(),
            ledger,
            exchange,
            witness,
            evidence,
            settings.state().resolve("peers"),
            clock));
  }

  private Witness witness(Settings settings, GatewayKeys keys, Evidence evidence) {
    return Witness.open(
        directory.peers().values().stream().flatMap(peer -> peer.logKeys().stream()).toList(),
        settings.state().resolve("witnessed"),
        GatewayLedger.witnessKey(settings.gateway(), keys.witness()),
        evidence,
        clock);
  }

  /** Where the logs of peers are cosigned; they are followed from here on. */
  private WitnessDesk desk(Witness witness, Evidence evidence) {
    PeerLogs followed = closing.add(PeerLogs.follow(directory.peers().values(), witness, evidence));
    return new WitnessDesk(witness, followed::suspect);
  }

  /** So that an order finds its way while this process holds the state. */
  private void leaveAddress(Path folder) throws StartRefused {
    AdminAddress address = closing.add(AdminAddress.in(folder));
    try {
      address.leave(adminAddress());
    } catch (IOException e) {
      throw new StartRefused("the operators' address cannot be left in " + folder);
    }
  }

  private void reconcile(
      GroupCommitLedger ledger, Rollout rollout, GatewayKeys keys, ReceivedFiles received)
      throws KeysUnusable, StartRefused {
    if (ledger.refusal().isPresent()) {
      talk.say("nothing will be released: " + ledger.refusal().get());
      return;
    }
    RotatedKeys.check(ledger.trust(), keys);
    ledger.trust().recoveries().stream()
        .filter(it -> it.over().isAfter(clock.instant()))
        .map(Recovering::answered)
        .forEach(talk::say);
    Agreements.keepApart(directory, ledger.trust());
    received.settle(ledger::entries);
    operators(ledger);
    rollout.activate();
    rollout.alarms().forEach(talk::say);
    rollout.watch();
    Agreements.record(ledger, directory.agreements().values(), keys.gateway(), talk);
    Agreements.differences(ledger.trust(), directory.agreements()).forEach(talk::say);
  }

  private void operators(Ledger ledger) throws KeysUnusable {
    OperatorKeys keys = OperatorKeys.in(directory.settings().state());
    Operators.record(ledger, directory.settings().operators(), keys, talk);
    keys.warning().ifPresent(talk::say);
  }

  /** The forms besides JSON in which records may leave; of those equally wanted the first. */
  private List<Rendering> renderings(Path cache) {
    return List.of(
        new NdjsonRendering(),
        new CsvRendering(),
        new ArrowRendering(),
        closing.add(new ParquetRendering(cache.resolve("parquet"))));
  }

  private Parts parts(
      GatewayKeys keys,
      GroupCommitLedger ledger,
      Policy policy,
      DecisionLog decisions,
      Offers offers,
      PublicResources resources,
      Invitations invitations,
      Inbox inbox,
      List<Rendering> renderings) {
    return new Parts(
        new RequestVerifier(
            new CachedKeys(new PartnerKeys(ledger.trust()), KEYS_KEPT), ledger, clock),
        ledger,
        policy,
        decisions,
        offers,
        rates(),
        resources,
        invitations,
        inbox,
        new Cursors(keys.cursors().bytes()),
        new Receipts(directory.settings().gateway(), keys.gateway(), keys.gatewayRing().jwks()),
        new AnswerSigner(keys.gateway(), clock),
        keys.cells(),
        renderings,
        keys.pseudonyms().bytes(),
        clock);
  }

  private Rates rates() {
    Map<AgreementId, RequestRate> rates = new HashMap<>();
    directory
        .agreements()
        .forEach((id, file) -> file.requests().ifPresent(rate -> rates.put(id, rate)));
    return new Rates(rates, System::nanoTime);
  }

  /** Where it listens: scheme, host and the port that was bound. */
  public Origin address() {
    return Objects.requireNonNull(listeners).partners();
  }

  /** Where it listens for its operators. */
  public Origin adminAddress() {
    return Objects.requireNonNull(listeners).operators();
  }

  /**
   * Accepts nothing more, answers what it has, at most for ten seconds, makes the ledger durable
   * and gives back the state.
   */
  @Override
  public void close() {
    closing.close();
  }
}
