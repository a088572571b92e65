/**
 * The port to the record of everything that changed trust: entries, receipts, and trust as their
 * fold.
 */
@NullMarked
package dev.entente.ledger;

import org.jspecify.annotations.NullMarked;
