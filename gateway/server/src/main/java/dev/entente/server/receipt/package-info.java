/** Receipts checked without the gateway that issued them. */
@NullMarked
package dev.entente.server.receipt;

import org.jspecify.annotations.NullMarked;
