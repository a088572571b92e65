package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A person's mistakes at the command line: told in lines, with place and cure, and nothing else.
 */
class MistakesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datasets/accounts.yaml|fields:|fields: [|datasets/accounts.yaml:7: not YAML: expected ','",
        "entente.yaml|admin:|admn:|entente.yaml:3: unknown name `admn`; did you mean `admin`?",
        "entente.yaml|window: 500|window: lots|entente.yaml:6: a number is expected here",
        "entente.yaml|[ana, bo, chi]|ana|entente.yaml:4: a list is expected here",
        "agreements/pear.yaml|[secrets]|[secret]|agreements/pear.yaml:4: there is no dataset",
        "datasets/accounts.yaml|data/acc|data/|datasets/accounts.yaml:3: there is no file `data/",
        "datasets/accounts.yaml|data/|../|datasets/accounts.yaml:3: "
      })
  void aMistakeInAFileIsToldWithItsFileItsLineAndWhatWouldBeRight(
      String file, String before, String after, String told) {
    new TinyAlliance(directory).change(file, before, after);
    for (String command : new String[] {"check", "serve"}) {
      var said = InProcess.run(command, directory.toString());

      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.out().lines()).noneMatch(it -> it.matches("(in order|listening).*"));
      assertThat(said.err().lines().filter(line -> line.contains(".yaml:")))
          .hasSize(1)
          .allMatch(line -> line.startsWith(told));
      isPlain(said.err());
    }
  }

  @Test
  void aFileThatIsMissingIsToldByName() throws IOException {
    Files.delete(new TinyAlliance(directory).root.resolve("entente.yaml"));
    for (String command : new String[] {"check", "serve", "audit"}) {
      assertThat(InProcess.run(command, directory.toString()).err())
          .isEqualToIgnoringNewLines(
              "entente.yaml:1: there is no such file; an alliance directory has one");
    }
  }

  @Test
  void theProgramItselfTellsAllMistakesOfAllFilesAndNothingElse() {
    new TinyAlliance(directory)
        .change("entente.yaml", "admin:", "admn:")
        .change("datasets/accounts.yaml", "fields:", "fields: [")
        .change("agreements/pear.yaml", "type: strategic-alliance", "type: friendship");

    var ended = ServeProcess.run("serve", directory.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyInAnyOrder(
            "entente.yaml:3:", "datasets/accounts.yaml:7:", "agreements/pear.yaml:3:");
    isPlain(ended.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audit DIR                                        |1|start the gateway once",
        "serve DIR                                        |1|file is not a database",
        "check DIR                                        |1|file is not a database",
        "verify DIR/no --proof DIR/no --log-key DIR/no --jwks DIR/no|1|is no file that is there",
        "verify DIR/x --proof DIR/x --log-key DIR/x --jwks DIR/x|1|not a JSON Web Key Set",
        "keygen DIR/x                                     |1|is there already",
        "keygen DIR/no/where                              |1|there is no folder",
        "standing http://127.0.0.1:1 orchard --key DIR/k  |1|nothing answers at",
        "standing http://127.0.0.1:1 orchard --key DIR/x  |1|not a JSON Web Key",
        "standing http://127.0.0.1:1 orchard --key DIR    |1|it is a directory; name a file",
        "standing :::: orchard --key DIR/k                |2|an origin is scheme, host and port",
        "standing http://127.0.0.1:1 ../x --key DIR/k     |2|is no agreement",
        "query http://127.0.0.1:1 orchard accounts --key DIR/k --limit x|2|is not an int"
      })
  void whateverACommandMeetsItEndsInWords(String line, int code, String told) {
    var alliance = new TinyAlliance(directory).write("x", "nonsense");
    alliance.write(
        "k", new String(Json.write(alliance.orchard.toPrivateJwk()), StandardCharsets.UTF_8));
    alliance.write("state/ledger.db", "nonsense".repeat(1_000));

    var said = InProcess.run(line.replace("DIR", directory.toString()).split(" ", -1));

    assertThat(said.exit()).as(said.err()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains(told);
    isPlain(said.err());
  }

  private static void isPlain(String said) {
    assertThat(said)
        .doesNotContain("\tat ", "Exception", "Error:", "dev.entente", "should not have happened");
  }
}
