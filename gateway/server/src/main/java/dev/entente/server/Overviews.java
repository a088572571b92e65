package dev.entente.server;

import dev.entente.exchange.Parts;
import dev.entente.exchange.Previews;
import dev.entente.exchange.Views;
import dev.entente.governance.Governance;
import dev.entente.server.console.Backstage;
import dev.entente.server.console.Bench;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.Settings;
import dev.entente.server.exposure.Exposures;
import dev.entente.server.joint.Guests;
import dev.entente.server.joint.JointPages;
import dev.entente.server.joint.JointView;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.openid.PartnerProviders;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.operators.OrderDesk;
import dev.entente.server.operators.Orders;
import dev.entente.server.overview.History;
import dev.entente.server.overview.RefusedSignatures;
import dev.entente.server.overview.Statements;
import dev.entente.server.overview.Wanted;
import dev.entente.server.rollout.Rollout;
import dev.entente.server.tryout.Tryout;
import dev.entente.server.webhooks.Webhooks;
import dev.entente.signature.Origin;
import dev.entente.trustledger.GroupCommitLedger;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * What people look at, made of a gateway's parts: ours, the partner's, and who else is told.
 *
 * @param backstage for our own people
 * @param joint for a partner's
 * @param passages the key of what their browsers keep on the way to a provider and back
 */
record Overviews(
    Backstage backstage, JointView joint, RefusedSignatures refused, SecretKey passages) {
  static Overviews open(
      Closing closing,
      AllianceDirectory directory,
      Instance instance,
      GatewayKeys keys,
      GroupCommitLedger ledger,
      Rollout rollout,
      Sources sources,
      Parts parts,
      Governance governance,
      Metrics metrics) {
    Settings settings = directory.settings();
    InstantSource clock = parts.clock();
    History history = closing.add(History.follow(ledger.published()));
    var refused = new RefusedSignatures(ledger::trust, clock);
    Webhooks webhooks =
        closing.add(
            Webhooks.start(
                instance.isFirst(settings) ? settings.webhooks() : List.of(),
                settings.gateway(),
                history,
                () -> Wanted.all(ledger.trust(), history, refused, clock.instant()),
                clock));
    metrics.telling(webhooks.couriers());
    var views = new Views(ledger, parts.policy(), parts.offers(), clock);
    var statements =
        new Statements(settings.gateway(), keys.gateway(), ledger, history, views, clock);
    Bench bench = bench(directory, instance, keys, ledger, rollout, sources, parts);
    closing.add(bench.tryout());
    var backstage =
        new Backstage(
            settings,
            ledger,
            history,
            parts.policy(),
            Orders.forecasts(directory, parts.policy()),
            new OrderDesk(governance, ledger),
            OperatorKeys.in(settings.state()),
            bench,
            refused,
            webhooks,
            statements,
            new PartnerProviders(directory.agreements().values()),
            clock);
    var joint =
        new JointView(ledger, history, parts.policy(), views, statements, parts.receipts(), clock);
    return new Overviews(
        backstage, joint, refused, keys.cursors().derived("entente joint passage"));
  }

  /** The partner's pages. */
  JointPages pages(Vertx vertx, Guests guests) {
    return new JointPages(
        vertx, backstage.settings(), joint, guests, backstage.providers(), passages);
  }

  /** Once it is known where partners call. */
  void listensAt(Origin bound) {
    backstage.providers().listensAt(backstage.settings().externalOrigin().orElse(bound));
  }

  /** What they try things out with. */
  private static Bench bench(
      AllianceDirectory directory,
      Instance instance,
      GatewayKeys keys,
      GroupCommitLedger ledger,
      Rollout rollout,
      Sources sources,
      Parts parts) {
    Settings settings = directory.settings();
    return new Bench(
        directory,
        new Previews(parts, rollout.policy().unremembered()),
        new Tryout(directory, parts.clock()),
        new Exposures(
            settings,
            GatewayLedger.logKey(settings.gateway(), keys.logRing()).publicKeys(),
            keys.cells(),
            ledger.published()::size),
        sources::ailments,
        rollout::alarms,
        instance.folder().resolve("cache").resolve("uploads"));
  }
}
