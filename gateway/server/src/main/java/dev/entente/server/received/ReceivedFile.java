package dev.entente.server.received;

import dev.entente.contribution.Inbox.Parcel;
import dev.entente.problem.Unavailable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.DurableFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One contribution on its way into its file. Of no records no file is made. */
final class ReceivedFile implements Parcel {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedFile.class);
  private static final String HELD = ".held";
  private static final String KEPT = ".ndjson";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{43}" + KEPT + HELD);
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final Path waiting;
  private final Path under;
  private final Path held;
  private @Nullable FileChannel channel;
  private @Nullable OutputStream out;

  /**
   * @param waiting the folder where it waits
   * @param under where in both folders
   */
  ReceivedFile(Path folder, Path waiting, Path under, Sha256 request) {
    this.folder = folder;
    this.waiting = waiting;
    this.under = under;
    this.held = waiting.resolve(under).resolve(request + KEPT + HELD);
  }

  /** Whether it is a file of this kind that waits for the ledger's word. */
  static boolean isHeld(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  static Sha256 request(Path held) {
    String name = held.getFileName().toString();
    return Sha256.parse(name.substring(0, name.length() - (KEPT + HELD).length()));
  }

  /** Gives a held file its place and name; whether a crash finds it done is no matter. */
  static void keep(Path held, Path place) throws IOException {
    OwnerFile.directory(place);
    String name = held.getFileName().toString();
    Files.move(
        held,
        place.resolve(name.substring(0, name.length() - HELD.length())),
        StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void add(byte[] line) {
    try {
      OutputStream to = out == null ? begin() : out;
      to.write(line);
      to.write('\n');
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private OutputStream begin() throws IOException {
    OwnerFile.directory(waiting.resolve(under));
    channel =
        FileChannel.open(
            held,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    return out;
  }

  @Override
  public void hold() {
    if (channel == null || out == null) {
      return;
    }
    try {
      out.flush();
      channel.force(true);
      channel.close();
      for (Path at = under; at != null; at = at.getParent()) {
        DurableFile.sync(waiting.resolve(at));
      }
      DurableFile.sync(waiting);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  @Override
  public void keep() {
    try {
      if (out != null) {
        keep(held, folder.resolve(under));
      }
    } catch (IOException e) {
      LOG.error("{} was recorded, and gets its name when the gateway starts again", held, e);
    }
  }

  @Override
  public void drop() {
    try {
      if (channel != null) {
        channel.close();
        Files.deleteIfExists(held);
      }
    } catch (IOException e) {
      LOG.error("{} was not recorded, and goes when the gateway starts again", held, e);
    }
  }

  private static Unavailable noRoom(IOException e) {
    return Unavailable.ledger("what was contributed cannot be kept: " + e.getMessage(), e);
  }
}
