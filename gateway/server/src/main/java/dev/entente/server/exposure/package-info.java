/** What partners know, as a person reads it and as another program does. */
@NullMarked
package dev.entente.server.exposure;

import org.jspecify.annotations.NullMarked;
