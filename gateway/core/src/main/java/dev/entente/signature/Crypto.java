package dev.entente.signature;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which implementation verifies and signs: Amazon Corretto's where its native library loads, else
 * Bouncy Castle. The system property {@code entente.crypto} ({@code corretto} or {@code
 * bouncy-castle}) chooses one; it is read once.
 */
public final class Crypto {
  private static final String CHOICE = "entente.crypto";
  private static final String ED_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private Crypto() {}

  /** Name and version of the implementation in use, for the log. */
  public static String inUse() {
    return engine().name();
  }

  static Engine engine() {
    return Chosen.ENGINE;
  }

  static Engine bouncyCastle() {
    return Portable.ENGINE;
  }

  /** Corretto's; null where it does not load on this machine. */
  static @Nullable Engine corretto() {
    return Native.ENGINE;
  }

  private static final class Chosen {
    static final Engine ENGINE = choose(System.getProperty(CHOICE));
  }

  static Engine choose(@Nullable String choice) {
    Engine corretto = "bouncy-castle".equals(choice) ? null : corretto();
    return switch (choice) {
      case null -> corretto == null ? bouncyCastle() : corretto;
      case "bouncy-castle" -> bouncyCastle();
      case "corretto" -> {
        if (corretto == null) {
          throw new IllegalStateException(
              "-D"
                  + CHOICE
                  + "=corretto, but Corretto's provider does not load on this machine;"
                  + " leave the property out or say bouncy-castle");
        }
        yield corretto;
      }
      default ->
          throw new IllegalStateException(
              "-D" + CHOICE + " is corretto or bouncy-castle, not " + choice);
    };
  }

  private static final class Portable {
    static final Engine ENGINE =
        new JcaEngine(new BouncyCastleProvider(), "SHA256withPLAIN-ECDSA", true);
  }

  private static final class Native {
    static final @Nullable Engine ENGINE = load();

    private static @Nullable Engine load() {
      if (System.getProperty(ED_KEYS) == null) {
        System.setProperty(ED_KEYS, "true"); // read by the provider as its class loads
      }
      try {
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        provider.assertHealthy();
        return provider.getService("KeyFactory", "Ed25519") == null
            ? null
            : new JcaEngine(provider, "SHA256withECDSAinP1363Format", false);
      } catch (LinkageError | RuntimeException e) {
        return null; // another platform, or no place to unpack the library: Bouncy Castle serves
      }
    }
  }
}
