/**
 * Where the log is kept: entries, the tree's full tiles, the newest checkpoint, spent nonces; and
 * how it is checked as it is read. {@link dev.entente.trustledger.store.StateLock} says who may
 * write.
 */
@NullMarked
package dev.entente.trustledger.store;

import org.jspecify.annotations.NullMarked;
