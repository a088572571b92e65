package dev.entente.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.X509KeyManager;

/**
 * What a listener shows over TLS: a certificate chain, and the private key of its first
 * certificate. Nothing else would notice the key of another certificate before the first caller
 * does.
 */
public final class Identity {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final byte[] PROBE = "one pair".getBytes(StandardCharsets.US_ASCII);

  private final KeyCertOptions options;

  private Identity(KeyCertOptions options) {
    this.options = options;
  }

  /**
   * Reads the files, once and for all.
   *
   * @throws ListenException if one of them is not what it should be, or they are no pair
   */
  public static Identity read(Vertx vertx, Place.Pem pem) {
    byte[] chain = bytes(pem.certificate());
    PublicKey certified = certified(pem.certificate(), chain);
    var options =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(chain))
            .addKeyValue(Buffer.buffer(bytes(pem.key())));
    try {
      if (isPair(certified, key(vertx, options, certified.getAlgorithm()))) {
        return new Identity(options);
      }
    } catch (Exception e) { // Vert.x declares no less
      throw new ListenException(
          "%s cannot be used as a private key: %s; an RSA or EC key in PEM is needed, not encrypted"
              .formatted(pem.key(), e.getMessage()));
    }
    throw new ListenException(
        "%s is not the private key of the first certificate in %s; name the two that belong together"
            .formatted(pem.key(), pem.certificate()));
  }

  KeyCertOptions options() {
    return options;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ListenException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static PublicKey certified(Path file, byte[] chain) {
    try {
      if (!new String(chain, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
        throw new CertificateException("not in PEM");
      }
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(chain))
          .getPublicKey();
    } catch (CertificateException e) {
      throw new ListenException(file + " holds no certificate in PEM; one begins with " + BEGIN);
    }
  }

  private static PrivateKey key(Vertx vertx, PemKeyCertOptions options, String algorithm)
      throws Exception {
    var keys = (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
    return keys.getPrivateKey(keys.getServerAliases(algorithm, null)[0]);
  }

  private static boolean isPair(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    var signature =
        Signature.getInstance(
            key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
