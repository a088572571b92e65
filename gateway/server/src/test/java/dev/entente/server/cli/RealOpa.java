package dev.entente.server.cli;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The {@code opa} that commands find, or a loud skip. */
final class RealOpa {
  private RealOpa() {}

  static String orSkip(String what) throws InterruptedException {
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
}
