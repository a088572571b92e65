package dev.entente.trustledger.witness;

import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.NoteSigner;
import dev.entente.trustledger.checkpoint.NoteVerifier;

/**
 * The key that a witness signs others' checkpoints with.
 *
 * @param signer makes Ed25519 signatures with its private half
 * @param verifier checks those of the logs
 */
public record WitnessKey(CosignerKey publicKey, NoteSigner signer, NoteVerifier verifier) {}
