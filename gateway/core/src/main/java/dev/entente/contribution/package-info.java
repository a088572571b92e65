/**
 * What partners share: bodies read record by record against the exchange's manifest, and the port
 * to where they wait for their owner.
 */
@NullMarked
package dev.entente.contribution;

import org.jspecify.annotations.NullMarked;
