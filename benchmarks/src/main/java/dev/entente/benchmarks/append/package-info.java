/** What a durable append costs, alone and together with others. */
@NullMarked
package dev.entente.benchmarks.append;

import org.jspecify.annotations.NullMarked;
