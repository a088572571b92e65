/** Records read into groups, and what may be told of them. */
@NullMarked
package dev.entente.aggregate;

import org.jspecify.annotations.NullMarked;
