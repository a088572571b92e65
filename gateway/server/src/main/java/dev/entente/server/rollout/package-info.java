/** How policies come into force. */
@NullMarked
package dev.entente.server.rollout;

import org.jspecify.annotations.NullMarked;
