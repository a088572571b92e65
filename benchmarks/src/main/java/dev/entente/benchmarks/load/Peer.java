package dev.entente.benchmarks.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peer with its OPA server, and requests for it that were signed before. */
final class Peer implements AutoCloseable {
  private static final String OPA = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
  private static final int RSA_BITS = 2048;
  private static final int TRIES = 500;

  private static final String RULES =
      """
      package peer.decision

      partners := {"partner-1": {"datasets": ["accounts"], "purposes": ["joint-planning"]}}

      released := {"employees": "band", "since": "year", "contact": "pseudonym"}

      default allow := false

      allow if {
      	partner := partners[input.partner]
      	input.dataset in partner.datasets
      	input.purpose in partner.purposes
      	every field in input.fields { released[field] }
      }
      """;

  private final Process opa;
  private final Child child;
  private final RSAKey key;

  private Peer(Process opa, Child child, RSAKey key) {
    this.opa = opa;
    this.child = child;
    this.key = key;
  }

  static Peer start(Path directory, int postgres) throws IOException {
    try {
      RSAKey key = new RSAKeyGenerator(RSA_BITS).keyIDFromThumbprint(true).generate();
      Path jwk = Files.writeString(directory.resolve("peer.jwk"), key.toPublicJWK().toJSONString());
      Path rules = Files.writeString(directory.resolve("peer.rego"), RULES);
      int opaPort = freePort();
      Process opa =
          new ProcessBuilder(
                  OPA,
                  "run",
                  "--server",
                  "--log-level",
                  "error",
                  "--addr",
                  "127.0.0.1:" + opaPort,
                  rules.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("opa.log").toFile())
              .start();
      awaitListening(opaPort);
      Child child =
          Child.start(
              List.of(),
              directory.resolve("peer.log"),
              PeerServer.class.getName(),
              jwk.toString(),
              "" + postgres,
              "" + opaPort,
              "" + freePort());
      return new Peer(opa, child, key);
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        sleep();
      }
    }
    throw new IOException("opa did not start");
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  Child child() {
    return child;
  }

  /** The processor time that its policy server has used so far. */
  Duration policyCpu() {
    return opa.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** One request for each of so many pages. */
  List<byte[]> requests(int pages) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      String body = signed(page * Queries.RECORDS);
      requests.add(
          ("POST /query HTTP/1.1\r\nhost: peer\r\ncontent-type: application/jose\r\ncontent-length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
    }
    return requests;
  }

  private String signed(int from) throws IOException {
    String payload =
        "{\"partner\":\"partner-1\",\"dataset\":\"accounts\",\"from\":%d,\"limit\":%d}"
            .formatted(from, Queries.RECORDS);
    var jws = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(payload));
    try {
      jws.sign(new RSASSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    child.close();
    opa.destroy();
  }
}
