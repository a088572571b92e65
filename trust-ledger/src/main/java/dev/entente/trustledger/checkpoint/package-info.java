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
 * <p>Ed25519 signatures of type {@code 0x01}, by logs, and of type {@code 0x04}, by witnesses, are
 * made and checked. Others are kept and written back as they came.
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
 * <h2>Cosignature</h2>
 *
 * <p>C2SP tlog-cosignature, {@code cosignature/v1}: a signature line whose signature is the time in
 * seconds since 1970 as 8 bytes, big-endian, and the Ed25519 signature of
 *
 * <pre>{@code
 * cosignature/v1
 * time <decimal>
 * <checkpoint>
 * }</pre>
 *
 * <p>Its key id and its verifier key have {@code 0x04} where a log's have {@code 0x01}.
 *
 * <h2>Submission to a witness</h2>
 *
 * <p>C2SP tlog-witness, the body of {@code add-checkpoint}:
 *
 * <pre>{@code
 * old <decimal>
 * <base64 of a hash>         (as often as the consistency proof has hashes)
 *
 * <checkpoint>
 * }</pre>
 *
 * <h2>Proof of equivocation</h2>
 *
 * <p>Our own format; {@code root} is the root that the second checkpoint's tree has at the first
 * one's size, and the hashes are the consistency proof from it to the second one's root:
 *
 * <pre>{@code
 * entente/equivocation@v1
 * root <base64 of a hash>
 * <base64 of a hash>         (as often as the consistency proof has hashes)
 *
 * <checkpoint>
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
