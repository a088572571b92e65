package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.PartnerClient;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that speaks TLS itself. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance = new TinyAlliance(directory.resolve("halden"));
    gateway = start(alliance, TestCertificate.make(directory, "EC"));
    orchard = gateway.orchard();
  }

  private static RunningGateway start(TinyAlliance alliance, TestCertificate certificate) {
    certified(alliance, certificate.certificate(), certificate.key());
    SocketFactory sockets = certificate.trusted().getSocketFactory();
    return RunningGateway.start(alliance, InstantSource.system(), sockets);
  }

  private static void certified(TinyAlliance alliance, String certificate, String key) {
    alliance.change("entente.yaml", "admin:", "tls: {certificate: cert.pem, key: key.pem}\nadmin:");
    alliance.write("cert.pem", certificate).write("key.pem", key);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aSignedQueryOverHttpsIsAnsweredUnderTheHttpsOrigin() {
    assertThat(gateway.signed().toString()).startsWith("https://127.0.0.1:");
    assertThat(orchard.post(QUERY, "{}").json().get("records")).hasSize(5);
  }

  @Test
  void whatWasSignedForTheSameAddressWithoutTlsIsRefused() {
    String target = "/v1/agreements/orchard";
    var plain = Origin.parse(gateway.signed().toString().replace("https:", "http:"));
    var signer = new RequestSigner(alliance.orchard, InstantSource.system());
    var request = signer.sign(RequestHead.of("GET", plain, target, Headers.none()), new byte[0]);
    try (var wire = gateway.wire()) {
      Reply reply = wire.send(Caller.bytes(wire, request, target)).reply();
      assertThat(reply.code()).isEqualTo("signature-invalid");
      assertThat(reply.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
    }
  }

  @Test
  void plainHttpToTheTlsPortGetsNoData() {
    try (var plain = new Wire(gateway.origin())) {
      plain.send("GET /healthz HTTP/1.1\r\nHost: " + gateway.origin().authority() + "\r\n\r\n");
      byte[] rest = plain.rest();
      // No more than an alert of TLS (RFC 8446 section 6).
      assertThat(rest).hasSizeLessThan(16);
      assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
    }
    assertThat(orchard.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void aPartnerThatDoesNotKnowTheCertificateUsesNothing() {
    assertThatThrownBy(() -> PartnerClient.connect(gateway.origin(), alliance.orchard))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining(gateway.origin() + " cannot be trusted over TLS")
        .hasMessageContaining("certificate");
  }

  @Test
  void anRsaCertificateServesAsWell(@TempDir Path directory) {
    var other = new TinyAlliance(directory.resolve("halden"));
    try (var rsa = start(other, TestCertificate.make(directory, "RSA"))) {
      assertThat(rsa.orchard().post(QUERY, "{}").status()).isEqualTo(200);
    }
  }
}
