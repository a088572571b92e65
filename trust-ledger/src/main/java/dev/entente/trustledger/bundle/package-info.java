/**
 * All that it takes to repeat an audit elsewhere, in one file and without the data: a zip whose
 * members are stored as they are, in an order and under names that follow from their number, so
 * that it has one form only.
 *
 * <pre>
 * about                   "entente-audit-bundle/1", how many entries, how many other checkpoints,
 *                         whether there is a checkpoint of the log's own
 * log.key, jwks.json      the log's verifier key and the gateway's public keys
 * checkpoint              the log's newest, a signed note
 * checkpoints/N           others that are known of the log
 * tile/entries/N[.p/W]    256 entries by C2SP tlog-tiles, each behind its length in two bytes
 * beside/N[.p/W]          what is kept beside each of them, a line each: its agreement, and the hash of
 *                         what the memory of cells gained; "-" for none
 * tile/L/N                each full tile of hashes, behind the entries that filled it
 * </pre>
 */
@NullMarked
package dev.entente.trustledger.bundle;

import org.jspecify.annotations.NullMarked;
