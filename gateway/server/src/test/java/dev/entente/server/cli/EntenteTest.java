package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class EntenteTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpGoesToStandardOutputWithAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: entente").contains("Example:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theBareCommandIsWrongUsageWithoutStackTrace() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Say which command to run.").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown option: '--nonsense'");
  }

  @Test
  void anErrorEndsInALineToo() {
    assertThat(run("broken")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "this should not have happened: java.lang.UnsatisfiedLinkError: no native library"
                + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @Command(name = "broken")
  static final class Broken implements Runnable {
    @Override
    public void run() {
      throw new UnsatisfiedLinkError("no native library");
    }
  }

  private int run(String... args) {
    return Entente.commandLine()
        .addSubcommand(new Broken())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
