package dev.entente.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.entente.json.Malformed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API behind TLS, and whoever only looks like it. */
class TlsTest {
  private static final String SECRET = "s3cret";
  private static final char[] PASSWORD = "password".toCharArray();
  @TempDir static Path folder;

  private final Shop shop = new Shop();
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  /** Certificates of an authority of our own, and one that vouches for itself. */
  @BeforeAll
  static void make() throws Exception {
    keytool("-genkeypair -alias ca -dname CN=ca -ext bc:c=ca:true");
    keytool("-exportcert -alias ca -rfc -file " + folder.resolve("ca.pem"));
    String name = " -dname CN=crm -ext san=dns:crm.localhost";
    keytool("-genkeypair -alias good -signer ca" + name);
    keytool("-genkeypair -alias expired -signer ca -startdate -10d -validity 5" + name);
    keytool("-genkeypair -alias early -signer ca -startdate +5d -validity 9" + name);
    keytool("-genkeypair -alias other -signer ca -dname CN=crm -ext san=dns:x.localhost");
    keytool("-genkeypair -alias self" + name);
  }

  private static void keytool(String arguments) throws Exception {
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String all =
        tool + " " + arguments + " -storetype PKCS12 -storepass password -keystore all.p12";
    String algorithm =
        arguments.startsWith("-genkeypair") ? " -keyalg EC -groupname secp256r1" : "";
    Process process =
        new ProcessBuilder((all + algorithm).split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Serves records, and tokens for them, under the certificate of this name. */
  private void serve(String certificate) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance(folder.resolve("all.p12").toFile(), PASSWORD);
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(
        "it", all.getKey(certificate, PASSWORD), PASSWORD, all.getCertificateChain(certificate));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new NameTaker(context));
    server.createContext("/companies", exchange -> answer(exchange, Shop.TWO));
    server.createContext(
        "/token",
        exchange -> answer(exchange, "{\"access_token\": \"t\", \"token_type\": \"Bearer\"}"));
    server.start();
    shop.names = _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
    shop.location.put(
        "url", "https://crm.localhost:" + server.getAddress().getPort() + "/companies");
    shop.location.put("auth", Map.of("header", "X-Api-Key", "secret", SECRET));
  }

  private final class NameTaker extends HttpsConfigurator {
    NameTaker(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      var ssl = getSSLContext().getDefaultSSLParameters();
      ssl.setSNIMatchers(
          List.of(
              new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
                @Override
                public boolean matches(SNIServerName name) {
                  names.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                  return true;
                }
              }));
      parameters.setSSLParameters(ssl);
    }
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Host"));
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    shop.close();
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void whomTheManifestTrustsIsReadUnderItsName() throws Exception {
    serve("good");
    shop.location.put("trust", "ca.pem");
    shop.open(folder);
    assertThat(shop.findings).isEmpty();
    assertThat(names).containsOnly("crm.localhost");
    assertThat(asked).containsExactly("/companies crm.localhost:" + server.getAddress().getPort());
  }

  @ParameterizedTest
  @CsvSource({
    "expired, crm.localhost",
    "early,   crm.localhost",
    "other,   crm.localhost",
    "self,    crm.localhost",
    "good,    y.localhost",
    "good,    127.0.0.1",
  })
  void whoeverIsNotItHearsNoSecret(String certificate, String host) throws Exception {
    serve(certificate);
    shop.location.put("trust", "ca.pem");
    shop.location.put(
        "url", "https://%s:%d/companies".formatted(host, server.getAddress().getPort()));
    refused();
    tokens();
    refused();
  }

  @Test
  void withoutTrustThePlatformsAuthoritiesDecide() throws Exception {
    serve("good");
    refused();
  }

  @Test
  void oneThatVouchesForItselfIsTakenIfTheManifestNamesIt() throws Exception {
    serve("self");
    keytool("-exportcert -alias self -rfc -file " + folder.resolve("self.pem"));
    shop.location.put("trust", "self.pem");
    shop.open(folder);
    assertThat(shop.findings).isEmpty();
  }

  @Test
  void tokensAreAskedForUnderTheSameTrust() throws Exception {
    serve("good");
    shop.location.put("trust", "ca.pem");
    tokens();
    shop.open(folder);
    assertThat(shop.findings).isEmpty();
    assertThat(asked.getFirst()).startsWith("/token crm.localhost");
  }

  @Test
  void whoDoesNotSpeakTlsHearsNothing() {
    shop.answer(Shop.TWO);
    shop.location.put("url", shop.server.baseUrl().replace("http:", "https:") + "/companies");
    shop.open(folder);
    assertThat(shop.findings).singleElement().asString().contains("cannot be reached");
    assertThat(shop.asked()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'no certificate'", "''"})
  void whatIsNoCertificateIsRefusedAtItsPlace(String content) throws Exception {
    Files.writeString(folder.resolve("none.pem"), content);
    shop.location.put("trust", "none.pem");
    assertThatThrownBy(() -> shop.open(folder))
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.pointer()).isEqualTo("/trust"));
  }

  private void tokens() {
    String url = shop.location.get("url").toString().replace("/companies", "/token");
    shop.location.put("auth", Map.of("token-url", url, "client-id", "me", "secret", SECRET));
  }

  private void refused() {
    shop.open(folder);
    assertThat(shop.findings)
        .singleElement()
        .asString()
        .contains("cannot be read now")
        .doesNotContain(SECRET);
    assertThat(asked).as("what it heard").isEmpty();
  }
}
