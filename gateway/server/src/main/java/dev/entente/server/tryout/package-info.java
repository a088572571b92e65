/** A candidate policy tried on what partners asked, before anybody thinks of activating it. */
@NullMarked
package dev.entente.server.tryout;

import org.jspecify.annotations.NullMarked;
