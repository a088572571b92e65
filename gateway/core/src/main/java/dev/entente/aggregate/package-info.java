/** What is told of groups of records, and what of it was told before. */
@NullMarked
package dev.entente.aggregate;

import org.jspecify.annotations.NullMarked;
