package dev.entente.server.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check tells where sources and manifests have parted. */
final class CheckDriftTest {
  private static final String ROWS = "data/accounts.csv";

  @TempDir private Path directory;

  private Said check(String... more) {
    return InProcess.run(
        Stream.concat(Stream.of("check", directory.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aColumnThatNoFieldNamesIsToldAndIsNoError() {
    new TinyAlliance(directory)
        .write(ROWS, "ticker,sector,salary,employees,margin,notes,born\nABC,x,1,1,1,x,1990\n");
    Said said = check();
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("datasets/accounts.yaml:5: note: the source has `salary`, `born` besides, hidden")
        .contains("in order: 2 datasets");
  }

  @Test
  void aManifestThatNamesAllColumnsIsNotTroubled() {
    new TinyAlliance(directory).write(ROWS, "ticker,sector,employees,margin,notes\nABC,x,1,1,x\n");
    assertThat(check().out()).doesNotContain("besides", "note:");
  }

  @Test
  void aColumnThatIsGoneIsToldWithFieldColumnFileAndLine() {
    new TinyAlliance(directory).write(ROWS, "ticker,sector,margin,notes\nABC,x,1,x\n");
    Said said = check();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("datasets/accounts.yaml:8: ", "datasets/secrets.yaml:8: ", "`employees`");
  }

  @Test
  void theColumnOfAHiddenFieldMayGo() {
    new TinyAlliance(directory).write(ROWS, "ticker,sector,employees,margin\nABC,x,1,1\n");
    Said said = check();
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("datasets/accounts.yaml:10: note: field `notes`", "line can go");
  }

  @Test
  void aColumnWithoutACellOfItsTypeIsAnError() {
    new TinyAlliance(directory)
        .write(ROWS, "ticker,sector,employees,margin,notes\nA,x,many,1,x\nB,x,few,1,x\nC,x,,1,x\n");
    Said said = check();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains(
            "datasets/accounts.yaml:8: field `employees`: none of 2 cells of the column `employees`"
                + " is of type integer")
        .doesNotContain("many", "few");
  }

  @Test
  void aKeyThatIsNoLongerFilledOrUniqueIsTold() {
    new TinyAlliance(directory)
        .write(ROWS, "ticker,sector,employees,margin,notes\nA,x,1,1,x\nA,x,1,1,x\n,x,1,1,x\n");
    Said said = check();
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("datasets/accounts.yaml:4: note: 1 of 3 rows looked at lack a value of the key")
        .contains("datasets/accounts.yaml:4: note: 1 of 3 rows looked at have a key seen before");
  }

  @Test
  void aKeyThatNoRowHasIsAnError() {
    new TinyAlliance(directory)
        .write(ROWS, "ticker,sector,employees,margin,notes\n,x,1,1,x\n,y,1,1,x\n");
    Said said = check();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("datasets/accounts.yaml:4: no row has a key");
  }

  @Test
  void oneSourceThatIsNotThereAndOneThatHangsKeepNoOtherFromBeingLookedAt() {
    var hanging =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    hanging.start();
    try {
      hanging.stubFor(any(anyUrl()).willReturn(okJson("[]").withFixedDelay(3_000)));
      String files = "{connector: files, path: data/accounts.csv}";
      var alliance = new TinyAlliance(directory);
      alliance
          .write("datasets/gone.yaml", another("gone", files))
          .change("datasets/gone.yaml", files, "{connector: files, path: data/gone.csv}")
          .write("datasets/slow.yaml", another("slow", files))
          .change(
              "datasets/slow.yaml",
              files,
              "{connector: http, url: \"" + hanging.baseUrl() + "/x\", limits: {seconds: 1}}")
          .write("datasets/absent.yaml", another("absent", files))
          .change(
              "datasets/absent.yaml",
              files,
              "{connector: postgres, url: \"jdbc:postgresql://127.0.0.1:1/x\", table: a.b}");

      Said said = check();

      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err())
          .contains("datasets/gone.yaml:3: there is no file `data/gone.csv`")
          .containsPattern("datasets/slow.yaml:3: .*limits: \\{seconds: …}")
          .contains("datasets/absent.yaml:3: dataset `absent` cannot be read, SQLSTATE 08001");
      assertThat(said.out())
          .contains("dataset secrets (data/accounts.csv): 1 row without a key left out")
          .contains("not in order: 5 datasets")
          .contains("agreement orchard: mid needs 250 campaigns");
      assertThat(check("--offline").exit()).isZero();
      assertThat(check("--offline").out()).contains("no source was looked at");
    } finally {
      hanging.stop();
    }
  }

  private static String another(String name, String source) {
    return """
        dataset: %s
        title: More
        source: %s
        key: [ticker]
        fields:
          ticker: {type: string, category: accounts, value: 1, stage: early}
        """
        .formatted(name, source);
  }
}
