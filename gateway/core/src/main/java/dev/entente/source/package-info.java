/** The port to where the data lives. */
@NullMarked
package dev.entente.source;

import org.jspecify.annotations.NullMarked;
