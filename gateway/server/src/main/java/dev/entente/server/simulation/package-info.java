/**
 * An agreement's terms, tried against partners of known kinds before anybody signs them: with the
 * gateway's own ledger, policy and governance, over made-up records and days that pass by hand.
 */
@NullMarked
package dev.entente.server.simulation;

import org.jspecify.annotations.NullMarked;
