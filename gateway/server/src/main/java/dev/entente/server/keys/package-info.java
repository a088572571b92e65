/** The gateway's own keys on disk: made once, kept to their owner, never overwritten. */
@NullMarked
package dev.entente.server.keys;

import org.jspecify.annotations.NullMarked;
