package dev.entente.trustledger.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key pair to sign notes with. */
record TestKey(VerifierKey verifierKey, NoteSigner signer) {
  /** The test key that Go's package note publishes. */
  static final TestKey PETER =
      of(
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

  /** A new key. */
  static TestKey generate(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return new TestKey(
          VerifierKey.of(new KeyName(name), raw), message -> sign(pair.getPrivate(), message));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The same key pair under another name. */
  TestKey named(String name) {
    return new TestKey(VerifierKey.of(new KeyName(name), verifierKey.publicKey()), signer);
  }

  private static TestKey of(String vkey, String typedSeed) {
    return new TestKey(VerifierKey.parse(vkey), signer(typedSeed));
  }

  /** The signer with a private key as Go writes it: a byte of its kind and the seed, in base64. */
  static NoteSigner signer(String typedSeed) {
    byte[] seed = Base64.getDecoder().decode(typedSeed);
    String pkcs8 =
        "302e020100300506032b657004220420" + HexFormat.of().formatHex(seed, 1, seed.length);
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(pkcs8)));
      return message -> sign(key, message);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
