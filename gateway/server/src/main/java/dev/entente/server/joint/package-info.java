/**
 * The joint view: what a partner's people see in a browser of the alliance, from the same ledger
 * and by the same pages as ours. Nothing can be ordered there, and nothing that is ours alone is
 * shown.
 */
@NullMarked
package dev.entente.server.joint;

import org.jspecify.annotations.NullMarked;
