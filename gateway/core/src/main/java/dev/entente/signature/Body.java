package dev.entente.signature;

/** The body of a request that may still be on its way. It is read at most once. */
public interface Body {
  /**
   * Whether the message has a body by its framing: a Content-Length above 0, or a
   * Transfer-Encoding. Known from the head, before any of it is read.
   */
  boolean present();

  /**
   * Waits for the body and gives it whole. Never takes more than {@code limit} bytes of it into
   * memory, and waits for a bounded time only. May block; call it on a virtual thread.
   *
   * @param limit in bytes
   */
  Read read(int limit);

  /** What reading came to. */
  sealed interface Read {}

  /** It is there, whole. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Whole(byte[] bytes) implements Read {}

  /** It has more bytes than the limit. */
  record TooLarge() implements Read {}

  /** It did not arrive in the time that bodies are given, or the sender broke off. */
  record TooSlow() implements Read {}

  /** No body at all. */
  static Body none() {
    return of(new byte[0]);
  }

  /** A body that has already arrived; of no bytes, none. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public boolean present() {
        return bytes.length > 0;
      }

      @Override
      public Read read(int limit) {
        return bytes.length > limit ? new TooLarge() : new Whole(bytes);
      }
    };
  }
}
