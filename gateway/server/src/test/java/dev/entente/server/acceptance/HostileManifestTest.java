package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.cli.InProcess;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings of a manifest that try to be more than they are: refused at their line, in words. */
final class HostileManifestTest {
  private static final String SOURCE = "{connector: files, path: data/accounts.csv}";
  private static final String COLUMN = "sector:    {type: string,";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{connector: files, path: ../../../etc/passwd}",
        "{connector: files, path: /etc/passwd}",
        "{connector: files, path: \"data/accounts.csv\\0.csv\"}",
        "{connector: files, path: \"data/*.csv'); DROP TABLE x; --\"}",
        "{connector: files, path: \"http://127.0.0.1:1/x.csv\"}",
        "{connector: files, path: \"data/[ab]*.csv\"}",
        "{connector: files, path: \"s3://bucket/x.parquet\"}",
        "{connector: http, url: \"file:///etc/passwd\"}",
        "{connector: http, url: \"http://a b/\"}",
        "{connector: http, url: \"http://127.0.0.1:1/\\r\\nHost: x\"}",
        "{connector: http, url: \"http://user:secret@127.0.0.1:1/\"}",
        "{connector: http, url: \"http://127.0.0.1:1/\", headers: {\"X\\r\\nY\": z}}",
        "{connector: http, url: \"http://127.0.0.1:1/\", headers: {X: \"a\\r\\nY: z\"}}",
        "{connector: http, url: \"http://127.0.0.1:1/\", headers: {Host: x}}",
        "{connector: http, url: \"http://127.0.0.1:1/\", records: results}",
        "{connector: postgres, url: \"jdbc:h2:mem:x;INIT=RUNSCRIPT\", table: a.b}",
        "{connector: postgres, url: \"jdbc:postgresql://x/y?socketFactory=a.B\", table: a.b}",
        "{connector: postgres, url: \"jdbc:postgresql://x/y\", table: \"a.b\\0\"}",
        "{connector: postgres, url: \"jdbc:postgresql://x/y\", table: a.b, password-file: \"\\0\"}",
        "{connector: \"files\\0\", path: data/accounts.csv}"
      })
  void aSourceIsRefusedAtItsLine(String source) {
    refused(new TinyAlliance(directory).change("datasets/accounts.yaml", SOURCE, source), 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\"a\\0\"", "\"sector\\\"; DROP TABLE x; --\"", "\"*\"", "\"\\r\\nx\""})
  void aColumnThatIsNotThereIsRefusedAtItsLine(String column) {
    refused(
        new TinyAlliance(directory)
            .change(
                "datasets/accounts.yaml", COLUMN, "sector: {column: " + column + ", type: string,"),
        7);
  }

  private void refused(TinyAlliance alliance, int line) {
    var said = InProcess.run("check", alliance.root.toString());
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.err())
        .contains("datasets/accounts.yaml:" + line + ": ")
        .doesNotContain("should not have happened", "\tat ", "secret@", "root:");
  }
}
