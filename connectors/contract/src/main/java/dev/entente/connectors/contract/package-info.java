/** The tests that every connector passes, and the data they read. */
@NullMarked
package dev.entente.connectors.contract;

import org.jspecify.annotations.NullMarked;
