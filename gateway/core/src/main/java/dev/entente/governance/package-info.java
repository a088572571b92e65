/**
 * How our people's orders are carried out: verified, held against where the agreement stands, and
 * recorded in one step of the ledger.
 */
@NullMarked
package dev.entente.governance;

import org.jspecify.annotations.NullMarked;
