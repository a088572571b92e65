/** JMH benchmarks of the parts of one exchange, each on one thread and without I/O. */
@NullMarked
package dev.entente.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
