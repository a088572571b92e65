/** One query from signed request to signed answer; Exchange shows the whole way. */
@NullMarked
package dev.entente.exchange;

import org.jspecify.annotations.NullMarked;
