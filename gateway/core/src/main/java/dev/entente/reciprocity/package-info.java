/**
 * What a cell is worth, what an agreement has seen, exposure and window (amounts, never floating
 * point).
 */
@NullMarked
package dev.entente.reciprocity;

import org.jspecify.annotations.NullMarked;
