package dev.entente.disclosure;

import dev.entente.signature.Sha256;

/** Which policy: {@code sha256:} and the hash of its bundle. */
public record PolicyRevision(String value) {
  private static final String PREFIX = "sha256:";

  public PolicyRevision {
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a policy revision starts with " + PREFIX);
    }
    Sha256.parse(value.substring(PREFIX.length()));
  }

  public static PolicyRevision of(byte[] bundle) {
    return new PolicyRevision(PREFIX + Sha256.hash(bundle));
  }

  @Override
  public String toString() {
    return value;
  }
}
