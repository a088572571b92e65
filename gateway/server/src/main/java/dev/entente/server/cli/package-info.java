/** The command line. */
@NullMarked
package dev.entente.server.cli;

import org.jspecify.annotations.NullMarked;
