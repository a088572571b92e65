package dev.entente.server.running;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of 127.0.0.1 that vouches for itself, made by the JDK's keytool. */
public final class TestCertificate {
  private static final String PASSWORD = "password";

  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes one in the folder.
   *
   * @param algorithm EC or RSA
   */
  public static TestCertificate make(Path folder, String algorithm) {
    Path file = folder.resolve(algorithm + System.nanoTime() + ".p12");
    try {
      Files.createDirectories(folder);
      var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      var arguments =
          List.of(
              keytool,
              "-genkeypair",
              "-alias",
              "it",
              "-keyalg",
              algorithm,
              "-keysize",
              algorithm.equals("EC") ? "256" : "2048",
              "-dname",
              "CN=halden",
              "-ext",
              "san=ip:127.0.0.1",
              "-storetype",
              "PKCS12",
              "-storepass",
              PASSWORD,
              "-keystore",
              file.toString());
      Process process =
          new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(DISCARD).start();
      assertThat(process.waitFor()).isZero();
      return new TestCertificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public String certificate() {
    try {
      return pem("CERTIFICATE", store.getCertificate("it").getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public String key() {
    try {
      return pem("PRIVATE KEY", store.getKey("it", PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  /** What a client that trusts this certificate, and no other, calls with. */
  public SSLContext trusted() {
    try {
      Certificate certificate = store.getCertificate("it");
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("it", certificate);
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
