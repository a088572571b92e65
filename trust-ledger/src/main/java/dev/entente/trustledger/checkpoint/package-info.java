/**
 * Signed notes, the checkpoint of a log, and a proof that stands alone. Nothing here reads or
 * writes; Ed25519 comes in through {@link NoteSigner} and {@link NoteVerifier}.
 *
 * <h2>Signed note</h2>
 *
 * <p>C2SP signed-note: a text that ends in a newline, a blank line, and one or more signature lines
 *
 * <pre>{@code — <name> <base64(key id ‖ signature)>}</pre>
 *
 * <p>The last blank line parts text and signatures. A note is UTF-8 without control characters
 * other than the newline, at most 1 MiB long, with at most 100 signatures. The key id is the first
 * 4 bytes of {@code SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)}. A name is not empty and has neither
 * spaces nor {@code +}. A verifier key is written {@code name+hex(key id)+base64(0x01 ‖ public
 * key)}.
 *
 * <p>A signature by another key is ignored. Every signature that bears a known key's name and id
 * must be good, also where there are several, or the whole note is refused. The text is not given
 * out before.
 *
 * <p>Only Ed25519 signatures of type {@code 0x01} are made and checked. Others, such as the
 * cosignatures of witnesses, are kept and written back as they came.
 *
 * <h2>Checkpoint</h2>
 *
 * <p>C2SP tlog-checkpoint, the text of a note: the log's origin, the tree's size in decimal, the
 * root in base64, each on a line, and extension lines that are kept but mean nothing here. The
 * origin must be the name of the key that signed: this binds a key to one log.
 *
 * <h2>Proof</h2>
 *
 * <p>C2SP tlog-proof:
 *
 * <pre>{@code
 * c2sp.org/tlog-proof@v1
 * extra <base64>             (only if there is extra data)
 * index <decimal>
 * <base64 of a hash>         (as often as the inclusion proof has hashes)
 *
 * <checkpoint>
 * }</pre>
 *
 * <h2>What is refused</h2>
 *
 * <p>What is not written in its one canonical form: base64 without padding or with stray bits, hex
 * in capitals, leading zeros. Every refusal is a {@link NoteException}, and there is no other; only
 * what a signer or verifier throws passes through unchanged.
 *
 * <p>All types are immutable and safe to share between threads.
 */
@NullMarked
package dev.entente.trustledger.checkpoint;

import org.jspecify.annotations.NullMarked;
