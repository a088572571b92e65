/**
 * A witness of other logs: C2SP tlog-witness. It keeps, of each log it knows, the newest checkpoint
 * that it cosigned, cosigns what has grown from that and nothing else, and keeps what proves that a
 * log told two stories.
 */
@NullMarked
package dev.entente.trustledger.witness;

import org.jspecify.annotations.NullMarked;
