/** A connector whose records are made in memory, so that a benchmark measures the gateway alone. */
@NullMarked
package dev.entente.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
