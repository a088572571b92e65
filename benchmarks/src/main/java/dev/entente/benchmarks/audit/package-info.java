/** How long the audit of a long history takes and a proof from it, and how much memory. */
@NullMarked
package dev.entente.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
