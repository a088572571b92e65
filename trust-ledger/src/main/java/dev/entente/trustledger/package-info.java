/** The ledger port on a transparency log. */
@NullMarked
package dev.entente.trustledger;

import org.jspecify.annotations.NullMarked;
