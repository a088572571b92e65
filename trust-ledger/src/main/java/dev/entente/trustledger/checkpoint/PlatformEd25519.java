package dev.entente.trustledger.checkpoint;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 by {@code java.security}. */
final class PlatformEd25519 {
  // RFC 8410, section 4: what stands before the 32 bytes of a key in its SubjectPublicKeyInfo.
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private PlatformEd25519() {}

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + publicKey.length);
      System.arraycopy(publicKey, 0, encoded, KEY_PREFIX.length, publicKey.length);
      X509EncodedKeySpec key = new X509EncodedKeySpec(encoded);
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(key));
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (InvalidKeySpecException | InvalidKeyException | SignatureException malformed) {
      return false;
    } catch (NoSuchAlgorithmException noProvider) {
      throw new NoteException("this Java platform has no Ed25519; give another verifier");
    }
  }
}
