/** How long the console's pages take with many alliances. */
@NullMarked
package dev.entente.benchmarks.console;

import org.jspecify.annotations.NullMarked;
