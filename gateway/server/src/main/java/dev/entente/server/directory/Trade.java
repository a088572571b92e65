package dev.entente.server.directory;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What we trade with a peer.
 *
 * @param ours the agreement here that the peer's gateway is a party to
 * @param theirs the agreement there that this gateway is a party to
 * @param every how long after a round the next one begins
 * @param grace for how long a release may stand in one log only
 */
public record Trade(
    AgreementId ours, AgreementId theirs, Duration every, Duration grace, List<Pull> pulls) {
  public Trade {
    pulls = List.copyOf(pulls);
  }

  /**
   * What is fetched there and taken as a contribution here.
   *
   * @param dataset there
   * @param exchange here, whose fields are asked for by their names
   */
  public record Pull(
      DatasetId dataset, ExchangeId exchange, Optional<String> filter, Optional<Purpose> purpose) {}
}
