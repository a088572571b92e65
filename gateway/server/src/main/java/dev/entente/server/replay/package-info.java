/** What partners asked, gathered from the decision log and the ledger, to be decided again. */
@NullMarked
package dev.entente.server.replay;

import org.jspecify.annotations.NullMarked;
