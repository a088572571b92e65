package dev.entente.signature;

/**
 * A request that a client signed and sends.
 *
 * @param head with the headers that {@link RequestSigner} added
 * @param nonce as it stands in the signature; the answer must repeat it
 * @param body the bytes to send, none if there is no body
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SentRequest(RequestHead head, String nonce, byte[] body) {
  /** The hash of the signature base, by which receipts name this request. */
  public Sha256 hash() {
    try {
      MessageSignature signature = MessageSignature.find(head.headers(), RequestVerifier.TAG);
      if (signature == null) {
        throw new IllegalStateException("the request is not signed");
      }
      return Sha256.hash(
          SignatureBase.of(signature.components(), signature.input(), new RequestValues(head)));
    } catch (Malformed e) {
      throw new IllegalStateException("a request that we signed cannot be read: " + e.detail(), e);
    }
  }
}
