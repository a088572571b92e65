package dev.entente.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.cli.InProcess;
import dev.entente.server.show.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir private Path folder;
  private final StoryClock clock = new StoryClock();
  private final StringWriter told = new StringWriter();

  @Test
  void theStoryIsPlayedAsItIsTold() throws IOException {
    Path stage = folder.resolve("stage");

    new Demo(narrator(), InProcess.by(clock), clock).play(stage);

    assertThat(told.toString().lines().filter(line -> line.startsWith("── ")).count())
        .isEqualTo(14);
    assertThat(told.toString())
        .contains("the agreement is active, at stage early")
        .contains("40 records, cost 0")
        .contains("reciprocity-exhausted")
        .contains("signature-invalid", "digest-mismatch", "signature-replayed", "signature-stale")
        .contains("By filter: field-unknown")
        .contains("not proved")
        .contains("everything holds")
        .doesNotContain("\u001b");
    assertThat(told.toString().lines()).allMatch(line -> line.length() <= 100 || hasNoSpace(line));
    assertThat(stage).doesNotExist();
  }

  @Test
  void aStepThatGoesOtherwiseStopsTheDemo() {
    Commands lying =
        arguments ->
            arguments[0].equals("audit")
                ? new Commands.Said(1, "entry 3 does not hold", "")
                : InProcess.by(clock).run(arguments);
    assertThatThrownBy(() -> new Demo(narrator(), lying, clock).play(folder.resolve("stage")))
        .isInstanceOf(NotAsTold.class)
        .hasMessage("this is not so: All of it holds.");
    assertThat(Files.exists(folder.resolve("stage"))).isFalse();
  }

  /** A hash or a path cannot be wrapped. */
  private static boolean hasNoSpace(String line) {
    return !line.strip().contains(" ");
  }

  private Narrator narrator() {
    return new Narrator(new PrintWriter(told, true), Terminal.plain());
  }
}
