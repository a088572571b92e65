package dev.entente.server.console;

import dev.entente.disclosure.Policy;
import dev.entente.governance.Forecasts;
import dev.entente.server.directory.Settings;
import dev.entente.server.openid.PartnerProviders;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.operators.OrderDesk;
import dev.entente.server.overview.History;
import dev.entente.server.overview.RefusedSignatures;
import dev.entente.server.overview.Statements;
import dev.entente.server.overview.Wanted;
import dev.entente.server.webhooks.Webhooks;
import dev.entente.trustledger.GroupCommitLedger;
import java.time.InstantSource;
import java.util.List;

/** What the console needs of the gateway that it stands in. */
public record Backstage(
    Settings settings,
    GroupCommitLedger ledger,
    History history,
    Policy policy,
    Forecasts forecasts,
    OrderDesk desk,
    OperatorKeys keys,
    Bench bench,
    RefusedSignatures refused,
    Webhooks webhooks,
    Statements statements,
    PartnerProviders providers,
    InstantSource clock) {
  /** All that wants attention now. */
  List<Wanted.Point> wanted() {
    return Wanted.all(ledger.trust(), history, refused, clock.instant());
  }
}
