/** What partners contributed, as files for its owner. */
@NullMarked
package dev.entente.server.received;

import org.jspecify.annotations.NullMarked;
