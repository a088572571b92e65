package dev.entente.server.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The {@code opa} that commands find, or a loud skip. */
public final class RealOpa {
  private RealOpa() {}

  /**
   * The executable.
   *
   * @param what is not tested where there is none
   */
  public static String orSkip(String what) throws InterruptedException {
    String opa = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
    try {
      new ProcessBuilder(opa, "version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return opa;
    } catch (IOException e) {
      String notDone = "NOT TESTED: " + what + "; it takes opa in OPA_BIN or on the PATH";
      System.err.println("*** " + notDone + " ***");
      Assumptions.abort(notDone);
      throw new AssertionError(e);
    }
  }

  /** Runs it to its end, which has to be a good one. */
  public static void run(String what, List<String> arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of(orSkip(what)), arguments.stream()).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
