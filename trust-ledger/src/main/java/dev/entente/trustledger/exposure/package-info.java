/** What partners know, read from the log and the memory of cells beside it. */
@NullMarked
package dev.entente.trustledger.exposure;

import org.jspecify.annotations.NullMarked;
