package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.signature.Sender;
import java.util.Optional;

/**
 * What is asked of a dataset under an agreement, whoever asks.
 *
 * @param groups what is asked of groups, where records are not
 * @param sender who waits for what comes of it
 */
record Question(
    AgreementId agreement,
    DatasetId dataset,
    Query query,
    Optional<AggregateQuery> groups,
    Sender sender) {}
