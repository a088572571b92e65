/**
 * HTTP: from a request on a connection to the exchange and back. An event loop receives and sends,
 * a virtual thread runs the exchange; a body is taken in when the exchange reads it.
 */
@NullMarked
package dev.entente.server.http;

import org.jspecify.annotations.NullMarked;
