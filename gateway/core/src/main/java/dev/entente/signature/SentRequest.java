package dev.entente.signature;

/**
 * A request that a client signed and sends.
 *
 * @param head with the headers that {@link RequestSigner} added
 * @param nonce as it stands in the signature; the answer must repeat it
 * @param body the bytes to send, none if there is no body
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SentRequest(RequestHead head, String nonce, byte[] body) {}
