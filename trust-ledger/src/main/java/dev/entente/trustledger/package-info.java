/**
 * The ledger port on a transparency log: one writer decides, prices and records; a commit of all
 * that wait; trust as the fold of what is durable.
 */
@NullMarked
package dev.entente.trustledger;

import org.jspecify.annotations.NullMarked;
