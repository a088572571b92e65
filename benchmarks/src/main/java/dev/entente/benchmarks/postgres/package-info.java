/** A table of a real PostgreSQL server as source: its figures, and what they are compared with. */
@NullMarked
package dev.entente.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
