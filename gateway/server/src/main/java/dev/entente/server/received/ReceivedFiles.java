package dev.entente.server.received;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Inbox;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Unavailable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Contributions as {@code AGREEMENT/EXCHANGE/REQUEST.ndjson}, a record a line. While the ledger has
 * not said that it recorded one, its file ends in {@code .held}: what ends in {@code .ndjson} was
 * recorded, each request once. Thread-safe.
 */
public final class ReceivedFiles implements Inbox {
  private static final int CHUNK = 1_000;

  private final Path folder;
  private final Path waiting;

  /** The ledger's entries of an agreement, as {@link Ledger#entries} gives them. */
  @FunctionalInterface
  public interface Entries {
    List<Stored> of(AgreementId agreement, long from, int limit);
  }

  private ReceivedFiles(Path folder, Path waiting) {
    this.folder = folder;
    this.waiting = waiting;
  }

  /**
   * Opens the folder, which is made if it is not there.
   *
   * @param waiting this process' own, where files wait for the ledger's word; may be the same
   * @throws Unavailable if it cannot be made
   */
  public static ReceivedFiles in(Path folder, Path waiting) {
    try {
      OwnerFile.directory(folder);
      OwnerFile.directory(waiting);
      return new ReceivedFiles(folder, waiting);
    } catch (IOException e) {
      throw Unavailable.ledger(folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  @Override
  public Parcel open(AgreementId agreement, ExchangeId exchange, Sha256 request) {
    return new ReceivedFile(folder, waiting, Path.of(agreement.value(), exchange.value()), request);
  }

  /**
   * Keeps or drops what was held when the process before this one ended, as the ledger says. To be
   * called before anything new is held.
   *
   * @throws Unavailable if a file or the ledger cannot be read
   */
  public void settle(Entries entries) {
    try (Stream<Path> files = Files.find(waiting, 3, (file, _) -> ReceivedFile.isHeld(file))) {
      for (Path held : files.toList()) {
        settle(held, entries);
      }
    } catch (IOException e) {
      throw Unavailable.ledger(waiting + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void settle(Path held, Entries entries) throws IOException {
    var agreement = new AgreementId(waiting.relativize(held).getName(0).toString());
    if (isRecorded(entries, agreement, ReceivedFile.request(held))) {
      ReceivedFile.keep(held, folder.resolve(waiting.relativize(held).getParent()));
    } else {
      Files.delete(held);
    }
  }

  /** Only an entry whose bytes have the hash somewhere is read as one. */
  private static boolean isRecorded(Entries entries, AgreementId agreement, Sha256 request) {
    List<Stored> chunk = entries.of(agreement, 0, CHUNK);
    while (!chunk.isEmpty()) {
      if (chunk.stream().map(Stored::bytes).anyMatch(entry -> isOf(request, entry))) {
        return true;
      }
      chunk = entries.of(agreement, chunk.getLast().index() + 1, CHUNK);
    }
    return false;
  }

  private static boolean isOf(Sha256 request, byte[] entry) {
    return new String(entry, StandardCharsets.UTF_8).contains(request.toString())
        && EntryJson.read(entry).event() instanceof Received received
        && received.request().equals(request);
  }
}
