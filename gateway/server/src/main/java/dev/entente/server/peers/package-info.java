/** The other gateways and witnesses: what they say of our log, and what their logs say. */
@NullMarked
package dev.entente.server.peers;

import org.jspecify.annotations.NullMarked;
