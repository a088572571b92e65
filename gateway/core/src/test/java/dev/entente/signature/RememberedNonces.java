package dev.entente.signature;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Nonces in memory, for ever. */
final class RememberedNonces implements Nonces {
  private final Set<Nonce> spent = ConcurrentHashMap.newKeySet();

  @Override
  public boolean claim(Nonce nonce) {
    return spent.add(nonce);
  }

  Set<Nonce> spent() {
    return spent;
  }
}
