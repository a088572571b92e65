/** What a decision costs, beside what it would cost without the gateway. */
@NullMarked
package dev.entente.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
