package dev.entente.server.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.policies.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The {@code opa} executable, of {@code OPA_BIN} or on the PATH. */
final class Opa {
  private final String executable;

  private Opa(String executable) {
    this.executable = executable;
  }

  /** What it ended with and said. */
  record Said(int exit, String out, String err) {}

  /**
   * The one that there is.
   *
   * @throws Unsound if there is none; the message says how to get it
   */
  static Opa find() throws Unsound {
    return at(Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa"));
  }

  static Opa at(String executable) throws Unsound {
    var opa = new Opa(executable);
    opa.run(Path.of("."), List.of("version"));
    return opa;
  }

  /** Runs it in that folder; waits until it ends. */
  Said run(Path folder, List<String> arguments) throws Unsound {
    List<String> command = new ArrayList<>(List.of(executable));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
      process.getOutputStream().close();
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      String out = text(process.getInputStream());
      return new Said(process.waitFor(), out, err.join());
    } catch (IOException e) {
      throw new Unsound(
          "this needs opa, and `%s` cannot be run: set OPA_BIN to it or put it on the PATH; version %s is at https://github.com/open-policy-agent/opa/releases, or: go install github.com/open-policy-agent/opa@v%s"
              .formatted(executable, Library.opaVersion(), Library.opaVersion()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unsound("interrupted while opa ran");
    }
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
