package dev.entente.server.directory;

import java.net.URI;
import java.util.Set;

/**
 * Where others are told of what wants attention.
 *
 * @param url an https one, or on the loopback
 * @param secret base64, with which what is sent is signed
 * @param kinds of what they are told; empty for all
 */
public record Webhook(URI url, String secret, Set<String> kinds) {
  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /** Whether they are told of this. */
  public boolean wants(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  /** Scheme, host and port: a path may be secret. */
  public String receiver() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  @Override
  public String toString() {
    return "webhook of " + receiver();
  }
}
