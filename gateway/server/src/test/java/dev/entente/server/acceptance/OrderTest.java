package dev.entente.server.acceptance;

import static dev.entente.server.acceptance.HandMade.sha256;

import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Headers;
import dev.entente.signature.SigningKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong first in the protocol's order is told, whatever else is wrong. */
class OrderTest {
  private static final String MEGABYTES = " ".repeat(2 << 20);

  @Test
  void whatIsWrongInEveryWayIsToldOneByOneAsItIsMended(@TempDir Path directory) {
    TinyAlliance alliance = RichAlliance.in(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var probe = new Probe(gateway);

      HandMade unsigned = wrong(gateway, alliance.orchard, "/nobody/nothing", MEGABYTES);
      Probe.isRefused(
          probe.send(unsigned, unsigned.bytes(Headers.none())), 401, "signature-missing");

      HandMade large = wrong(gateway, alliance.orchard, "/nobody/nothing", MEGABYTES);
      probe.refused(large, 413, "too-large");

      HandMade typed = wrong(gateway, alliance.orchard, "/nobody/nothing", "{");
      probe.refused(typed, 415, "unsupported-media-type");

      HandMade mixed = wrong(gateway, alliance.orchard, "/nobody/nothing", "{");
      probe.refused(mixed.only("content-type", "application/json"), 401, "digest-mismatch");

      probe.refused(post(gateway, alliance.orchard, "/nobody/nothing"), 404, "not-a-party");
      probe.refused(post(gateway, alliance.pear, "/pear/nothing"), 403, "agreement-not-accepted");
      probe.refused(post(gateway, alliance.orchard, "/orchard/nothing"), 404, "not-found");
      probe.refused(
          post(gateway, alliance.orchard, "/orchard/datasets/accounts/query"),
          400,
          "query-malformed");
    }
  }

  /** What is not there is not found, whatever the body, Accept or another header says. */
  @Test
  void whatIsNotThereIsToldBeforeAnythingThatIsAskedOfIt(@TempDir Path directory) {
    TinyAlliance alliance = RichAlliance.in(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var probe = new Probe(gateway);
      for (String accept : new String[] {"*/*", "image/png"}) {
        probe.refused(
            post(gateway, alliance.orchard, "/orchard/datasets/nothing/query")
                .header("accept", accept),
            404,
            "dataset-unknown");
        probe.refused(
            post(gateway, alliance.orchard, "/orchard/exchanges/nothing/contributions")
                .header("accept", accept),
            404,
            "exchange-unknown");
        for (String rest : new String[] {"/datasets/nothing", "/entries/999/proof?x=1"}) {
          probe.refused(
              HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard" + rest)
                  .header("accept", accept),
              404,
              rest.startsWith("/datasets") ? "dataset-unknown" : "entry-unknown");
        }
      }
      probe.refused(
          post(gateway, alliance.orchard, "/orchard/datasets/accounts/query")
              .header("accept", "image/png"),
          406,
          "not-acceptable");
    }
  }

  /** A body that is no query, and is sound as far as its headers go. */
  private static HandMade post(RunningGateway gateway, SigningKey key, String target) {
    return HandMade.post(gateway, key, "/v1/agreements" + target, "{");
  }

  private static HandMade wrong(
      RunningGateway gateway, SigningKey key, String target, String body) {
    return HandMade.post(gateway, key, "/v1/agreements" + target, body)
        .only("content-type", "text/csv")
        .only("content-digest", sha256(new byte[0]));
  }
}
