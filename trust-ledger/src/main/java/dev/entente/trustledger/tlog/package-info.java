/**
 * The mathematics of the transparency log: a Merkle tree that only grows, and proofs about it.
 * Nothing here reads or writes; tiles come in and go out through {@link TileReader} and {@link
 * Growth#changedTiles()}.
 *
 * <h2>The tree</h2>
 *
 * <p>RFC 6962, section 2.1, with SHA-256. A leaf hash is {@code SHA-256(0x00 ‖ entry)}, a node hash
 * {@code SHA-256(0x01 ‖ left ‖ right)}. The root of no entries is {@code SHA-256()} of nothing. The
 * root of {@code n > 1} entries is the node over the first {@code k} and the remaining {@code n −
 * k}, where {@code k} is the largest power of two smaller than {@code n}. Sizes and indexes are
 * non-negative {@code long}s.
 *
 * <h2>Tiles</h2>
 *
 * <p>C2SP tlog-tiles. A tile is up to 256 hashes of 32 bytes, one after the other. Hash {@code i}
 * of tile {@code n} at level {@code l} is the root of the {@code 256^l} entries that start at
 * {@code (256 n + i) · 256^l}. A tile of 256 is full and never changes. A narrower one is partial:
 * it is the first hashes of the tile it will become. Its path is {@code tile/<l>/<n>}, and {@code
 * .p/<w>} behind it where the width {@code w} is below 256. {@code n} is written in groups of three
 * digits with an {@code x} before all but the last: 1234067 is {@code x001/x234/067}.
 *
 * <h2>Proofs</h2>
 *
 * <p>RFC 6962, sections 2.1.1 and 2.1.2. The number of hashes in a proof follows from its sizes and
 * index alone. A proof with one hash more or fewer cannot be made here, so each hash of a proof
 * that verifies was used.
 *
 * <h2>What is refused</h2>
 *
 * <p>What is not written in its one canonical form: other base64, leading zeros, a group {@code
 * x000} in front. Every refusal is a {@link TreeException}, and there is no other; only what a
 * {@link TileReader} throws passes through unchanged. A verification that fails throws too, so that
 * nobody can forget to look at its answer.
 *
 * <p>All types are immutable and safe to share between threads, except {@link Growth}.
 */
@NullMarked
package dev.entente.trustledger.tlog;

import org.jspecify.annotations.NullMarked;
