package dev.entente.server.demo;

import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.http.Limits;
import dev.entente.signature.Origin;
import java.nio.file.Path;
import java.time.InstantSource;

/** Halden's gateway: the real one, in this process. */
public final class House implements AutoCloseable {
  private final Gateway gateway;

  private House(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Opens the gateway of an alliance directory; when this returns it answers.
   *
   * @param talk hears what the gateway has to say at its start
   */
  static House open(Path directory, InstantSource clock, Talk talk) {
    try {
      return new House(Gateway.start(AllianceDirectory.read(directory), Limits.USUAL, clock, talk));
    } catch (DirectoryProblems | StartRefused e) {
      throw new NotAsTold("the gateway does not start: " + e.getMessage(), e);
    }
  }

  Origin origin() {
    return gateway.address();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
