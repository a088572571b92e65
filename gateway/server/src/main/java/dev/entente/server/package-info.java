/** A gateway put together: from an alliance directory to a server that answers. */
@NullMarked
package dev.entente.server;

import org.jspecify.annotations.NullMarked;
