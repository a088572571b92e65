/**
 * The load benchmark: a real gateway process and a bare Vert.x one, driven by the same generator.
 */
@NullMarked
package dev.entente.benchmarks.load;

import org.jspecify.annotations.NullMarked;
