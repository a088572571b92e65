/** What a partner's answers look like in a terminal. Prints nothing itself: it makes lines. */
@NullMarked
package dev.entente.server.show;

import org.jspecify.annotations.NullMarked;
