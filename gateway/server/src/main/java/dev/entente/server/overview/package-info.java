/**
 * What people look at: figures of the ledger, put together for pages and calls. It decides nothing.
 */
@NullMarked
package dev.entente.server.overview;

import org.jspecify.annotations.NullMarked;
