/** The nonces that are spent, in memory: compact, and dropped by the minute. */
@NullMarked
package dev.entente.trustledger.nonce;

import org.jspecify.annotations.NullMarked;
