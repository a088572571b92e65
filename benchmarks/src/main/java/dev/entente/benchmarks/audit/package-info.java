/** How long the audit of a long history takes, and how much memory it has. */
@NullMarked
package dev.entente.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
