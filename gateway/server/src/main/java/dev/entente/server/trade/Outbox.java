package dev.entente.server.trade;

import dev.entente.problem.Unavailable;
import dev.entente.server.client.AcknowledgementAnswer;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.keys.OwnerFile;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receipts that we signed in return and that the peer has not confirmed yet, a file for each. */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_AT_ONCE = 200;
  private static final String ENDING = ".jws";

  private final Path folder;

  private Outbox(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws Unavailable if the folder cannot be made
   */
  static Outbox in(Path folder) {
    try {
      OwnerFile.directory(folder);
      return new Outbox(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Puts one in; it survives. */
  void put(long index, String acknowledgement) {
    try {
      DurableFile.replace(
          folder.resolve(index + ENDING), acknowledgement.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Sends those that wait; what the peer took, now or before, goes. How many it took. */
  int send(AgreementCalls peer) {
    int taken = 0;
    for (List<Path> batch = batch(); !batch.isEmpty(); batch = batch()) {
      taken += send(peer, batch);
    }
    return taken;
  }

  private int send(AgreementCalls peer, List<Path> batch) {
    try {
      List<String> signed = batch.stream().map(Outbox::read).toList();
      var answer = AcknowledgementAnswer.read(peer.acknowledge(signed).orThrow());
      for (AcknowledgementAnswer.Fate fate : answer.fates()) {
        Path file = batch.get(fate.number());
        if (fate.isInvalid()) {
          LOG.error("the peer refuses {}: {}", file, fate.because().orElse("it does not say why"));
          Files.move(file, file.resolveSibling(file.getFileName() + ".refused"));
        } else {
          Files.deleteIfExists(file);
        }
      }
      return (int) answer.fates().stream().filter(fate -> !fate.isInvalid()).count();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private List<Path> batch() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .limit(MOST_AT_ONCE)
          .toList();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Unavailable unusable(Path path, IOException e) {
    return Unavailable.ledger(path + " cannot be used: " + e.getMessage(), e);
  }
}
