package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.tlog.TreeHash;

/**
 * A checkpoint of this log with its cosignatures.
 *
 * @param size how many entries its tree has
 * @param note what was signed, with all signatures; whose are good is to be verified
 */
public record CosignedCheckpoint(long size, TreeHash root, Note note) {}
