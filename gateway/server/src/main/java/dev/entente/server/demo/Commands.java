package dev.entente.server.demo;

/** The command line, run inside this process. */
@FunctionalInterface
public interface Commands {
  Said run(String... arguments);

  /** What a command printed, and its exit code. */
  record Said(int exit, String out, String err) {}
}
