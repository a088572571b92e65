/**
 * The example alliance, played from beginning to end against a real gateway. Every sentence with a
 * tick is checked as it is told: a demo that would lie fails.
 */
@NullMarked
package dev.entente.server.demo;

import org.jspecify.annotations.NullMarked;
