/** What a caller is told when a step refuses (RFC 9457), and the outcome every step has. */
@NullMarked
package dev.entente.problem;

import org.jspecify.annotations.NullMarked;
