package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wants attention is the same wherever it stands. */
class AttentionPagesTest {
  @TempDir private Path directory;

  @Test
  void listPageAndAttentionSayTheSameOfRefusedSignatures() {
    var alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var chi = Visitor.of(gateway, "chi");
      assertThat(causes(chi, "orchard")).isEmpty();
      assertThat(chi.get("/v1/alliances?attention").json().get("found").intValue()).isZero();

      assertThat(gateway.caller(alliance.stranger).get("/v1/agreements/orchard").status())
          .isEqualTo(401);
      assertThat(causes(chi, "orchard")).containsExactly("refused-signatures");
      String because = because(chi, "orchard");
      assertThat(because).startsWith("1 request was refused in its name as signature-invalid");
      for (String page : List.of("/", "/?attention", "/alliances/orchard", "/attention")) {
        assertThat(chi.get(page).text()).as(page).contains(because);
      }
      assertThat(chi.get("/alliances/pear").text()).doesNotContain("was refused in its name");
      assertThat(chi.get("/v1/alliances?attention").json().get("found").intValue()).isEqualTo(1);

      // The most urgent first, on all of them.
      order("record", "dispute", "invoice");
      assertThat(causes(chi, "orchard")).containsExactly("dispute", "refused-signatures");
      // Whoever tries in the name of a closed one is told of too, and nothing else of it.
      order("close");
      assertThat(causes(chi, "orchard")).containsExactly("refused-signatures");
    }
  }

  private void order(String command, String... more) {
    var arguments = new java.util.ArrayList<>(List.of(command, directory.toString(), "orchard"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--as", "ana", "--because", "so it is"));
    var said = InProcess.run(arguments.toArray(String[]::new));
    assertThat(said.exit()).as(said.err()).isZero();
  }

  /** What wants attention of one alliance: the same in the list, of itself, and of all. */
  private static List<String> causes(Visitor visitor, String agreement) {
    List<String> page = causes(visitor.get("/v1/alliances/" + agreement).json());
    JsonNode listed =
        visitor
            .get("/v1/alliances?q=" + agreement)
            .json()
            .get("alliances")
            .valueStream()
            .filter(it -> it.get("agreement").textValue().equals(agreement))
            .findFirst()
            .orElseThrow();
    assertThat(causes(listed)).isEqualTo(page);
    assertThat(
            visitor
                .get("/v1/attention")
                .json()
                .get("attention")
                .valueStream()
                .filter(it -> it.get("agreement").textValue().equals(agreement))
                .map(it -> it.get("cause").textValue()))
        .isEqualTo(page);
    return page;
  }

  private static List<String> causes(JsonNode alliance) {
    return alliance.get("attention").valueStream().map(it -> it.get("cause").textValue()).toList();
  }

  private static String because(Visitor visitor, String agreement) {
    return visitor.get("/v1/alliances/" + agreement).json().at("/attention/0/because").textValue();
  }
}
