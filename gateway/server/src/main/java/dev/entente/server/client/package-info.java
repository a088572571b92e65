/**
 * A partner's side of the protocol: requests signed, answers verified before anything in them is
 * believed.
 */
@NullMarked
package dev.entente.server.client;

import org.jspecify.annotations.NullMarked;
