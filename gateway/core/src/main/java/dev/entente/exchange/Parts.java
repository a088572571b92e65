package dev.entente.exchange;

import dev.entente.contribution.Inbox;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.Rendering;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receipts;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.RequestVerifier;
import java.time.InstantSource;
import java.util.List;

/**
 * What an exchange is made of.
 *
 * @param decisions who is told of each decision for a query
 * @param resources what is answered without a signature too
 * @param invitations where partners' people are let in to look
 * @param inbox where contributions wait for their owner
 * @param cells the hash of the memory of cells, under the gateway's secret
 * @param renderings the forms besides JSON in which records may leave
 * @param pseudonyms the secret that agreements' pseudonyms are made under
 * @param clock the ledger's clock too: both must agree on the day
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Parts(
    RequestVerifier verifier,
    Ledger ledger,
    Policy policy,
    DecisionLog decisions,
    Offers offers,
    Rates rates,
    PublicResources resources,
    Invitations invitations,
    Inbox inbox,
    Cursors cursors,
    Receipts receipts,
    AnswerSigner signer,
    CellHash cells,
    List<Rendering> renderings,
    byte[] pseudonyms,
    InstantSource clock) {}
