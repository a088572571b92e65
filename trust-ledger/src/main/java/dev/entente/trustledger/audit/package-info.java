/**
 * The audit: everything that the log says, recomputed from its entries alone. It needs none of the
 * data, and trusts neither the gateway that wrote the log nor the key that signed it for more than
 * the order of the entries.
 */
@NullMarked
package dev.entente.trustledger.audit;

import org.jspecify.annotations.NullMarked;
