package dev.entente.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.acceptance.Postgres;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one database: there is one policy in force, whichever brought it there. */
class SharedRolloutTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path folder;

  @BeforeAll
  static void opa() throws InterruptedException {
    Author.isThere();
  }

  @Test
  void whatOneActivatesOrRollsBackHoldsForBoth() throws Exception {
    try (var database = Postgres.in(folder.resolve("database"))) {
      var alliance =
          new TinyAlliance(folder.resolve("halden"))
              .change(
                  "entente.yaml",
                  "admin: ",
                  "policy: {engine: embedded, poll: 1}\nledger: {store: postgres, url: \"%s\"}\nadmin: "
                      .formatted(database.url()));
      var author = new Author(folder, alliance.root.resolve("policies/bundle.tar.gz"));
      author.publish(author.denying("sector", "1"));
      try (var one = RunningGateway.start(alliance);
          var other = RunningGateway.start(alliance)) {
        one.orchard();
        author.publish(author.denying("employees", "2"));
        awaitDenied(one.caller(alliance.orchard), "employees");
        awaitDenied(other.caller(alliance.orchard), "employees");
        assertThat(ActivatedEntries.of(alliance.read())).hasSize(2);

        var back =
            InProcess.run(
                "policy",
                "rollback",
                alliance.root.toString(),
                "--as",
                "ana",
                "--because",
                "it hides too much");
        assertThat(back.exit()).as(back.err()).isZero();
        awaitDenied(one.caller(alliance.orchard), "sector");
        awaitDenied(other.caller(alliance.orchard), "sector");
      }
    }
  }

  private static void awaitDenied(Caller orchard, String field) {
    await().atMost(Duration.ofSeconds(30)).until(() -> denied(orchard).equals(field));
  }

  private static String denied(Caller orchard) {
    Reply reply = orchard.post(QUERY, "{}");
    JsonNode fields = reply.json().path("fields");
    return fields.path("sector").path("because").asText().equals("policy")
        ? "sector"
        : fields.path("employees").path("because").asText().equals("policy")
            ? "employees"
            : reply.status() + reply.text();
  }
}
