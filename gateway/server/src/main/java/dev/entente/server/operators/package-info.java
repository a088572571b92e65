/** Our own people: their keys, their orders on the way to the ledger, and what is told of them. */
@NullMarked
package dev.entente.server.operators;

import org.jspecify.annotations.NullMarked;
