package dev.entente.trustledger.store;

import java.time.Instant;

/**
 * The nonces that one commit made durable.
 *
 * @param expires when the last of them may be forgotten, in whole seconds
 * @param hashes 16 bytes for each; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Spent(Instant expires, byte[] hashes) {}
