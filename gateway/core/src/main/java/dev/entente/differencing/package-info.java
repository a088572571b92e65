/** What was told of sets of records so far, and what one more answer would tell beside it. */
@NullMarked
package dev.entente.differencing;

import org.jspecify.annotations.NullMarked;
