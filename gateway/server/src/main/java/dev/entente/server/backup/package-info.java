/**
 * A gateway's state in one file, and back. The file is a zip that is not compressed, so that it
 * never unpacks to more than it is:
 *
 * <pre>
 * about        "entente-backup/1", the gateway's name, where its ledger is kept
 * state/…      what the gateway keeps in its state, but for locks, addresses, caches and keys
 * ledger.db    the ledger as it was at one moment, where it is a file
 * keys/…       the gateway's keys, and
 * operators/…  those of its people that still lie in the state: both only where they were asked for
 * </pre>
 */
@NullMarked
package dev.entente.server.backup;

import org.jspecify.annotations.NullMarked;
