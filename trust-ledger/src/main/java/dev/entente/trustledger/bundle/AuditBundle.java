package dev.entente.trustledger.bundle;

import dev.entente.signature.Jwks;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Tile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, read as the log that it was made of. Its keys are those that it brings itself: who has
 * them from elsewhere compares.
 */
public final class AuditBundle implements LogReader {
  // 256 entries of the largest size, and room.
  private static final int LARGEST_MEMBER = 17 << 20;

  private final Path file;
  private final ZipFile zip;
  private final About about;

  private AuditBundle(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
    this.about = About.parse(text(Member.ABOUT));
  }

  /**
   * Opens a bundle, after reading all of it and comparing it byte by byte with how its content is
   * written.
   *
   * @throws StoreException if it is none, or not in the one form that it can have
   */
  public static AuditBundle open(Path file, Progress progress) {
    ZipFile zip = zip(file);
    try {
      var bundle = new AuditBundle(file, zip);
      bundle.compare(progress);
      return bundle;
    } catch (StoreException e) {
      try (zip) {
        throw new StoreException(file + " is not as it was exported: " + e.getMessage(), e);
      } catch (IOException second) {
        throw new StoreException(file + " cannot be closed: " + second.getMessage(), second);
      }
    }
  }

  private static ZipFile zip(Path file) {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new StoreException(
          file + " is no bundle, or was cut or damaged on the way: " + e.getMessage(), e);
    }
  }

  private void compare(Progress progress) {
    try (var same = new Comparison(file)) {
      var container = new Container(same);
      Iterator<Member> members = Member.of(about).iterator();
      while (members.hasNext()) {
        Member member = members.next();
        if (member instanceof Member.Entries(Tile leaves)) {
          progress.at(leaves.index() * Tile.FULL, about.entries());
        }
        container.add(member, bytes(member));
      }
      container.finish();
      same.end();
      progress.at(about.entries(), about.entries());
    } catch (IOException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }

  private byte[] bytes(Member member) {
    @Nullable ZipEntry entry = zip.getEntry(member.name());
    if (entry == null) {
      throw new StoreException(member.name() + " is missing");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(LARGEST_MEMBER + 1);
      if (bytes.length > LARGEST_MEMBER) {
        throw new StoreException(member.name() + " is larger than it can be");
      }
      return bytes;
    } catch (IOException e) {
      throw new StoreException(member.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String text(Member.Text member) {
    return new String(bytes(member), StandardCharsets.UTF_8);
  }

  /** The log's key, as the bundle has it. */
  public VerifierKeys logKeys() {
    try {
      return VerifierKeys.parse(text(Member.LOG_KEY));
    } catch (NoteException e) {
      throw new StoreException(file + ": log.key: " + e.getMessage(), e);
    }
  }

  /** The gateway's public keys, as the bundle has them. */
  public Jwks gateway() {
    try {
      return Jwks.parse(text(Member.JWKS));
    } catch (IllegalArgumentException e) {
      throw new StoreException(file + ": jwks.json: " + e.getMessage(), e);
    }
  }

  /** Other checkpoints that were known of the log. */
  public List<String> others() {
    return IntStream.range(0, about.others()).mapToObj(i -> text(Member.other(i))).toList();
  }

  @Override
  public Optional<String> checkpoint() {
    return about.sealed() ? Optional.of(text(Member.CHECKPOINT)) : Optional.empty();
  }

  @Override
  public List<Kept> entries(long from, int limit) {
    long to = Math.min(about.entries(), from + limit);
    List<Kept> found = new ArrayList<>();
    for (long at = from; at < to; at = (at / Tile.FULL + 1) * Tile.FULL) {
      chunk(at / Tile.FULL).stream()
          .filter(kept -> kept.index() >= from && kept.index() < to)
          .forEach(found::add);
    }
    return found;
  }

  private List<Kept> chunk(long n) {
    Tile leaves = Member.leaves(about.entries(), n);
    var entries = new Member.Entries(leaves);
    var beside = new Member.Beside(leaves);
    try {
      return Packed.read(n * Tile.FULL, bytes(entries), bytes(beside));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "%s: %s and %s: %s".formatted(file, entries.name(), beside.name(), e.getMessage()), e);
    }
  }

  /** What stands for it in a bundle is its hash already. */
  @Override
  public Optional<Sha256> memory(Kept kept) {
    return kept.memory().length == 0
        ? Optional.empty()
        : Optional.of(Sha256.ofBytes(kept.memory()));
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return zip.getEntry(new Tile(level, index, Tile.FULL).path()) == null
        ? Optional.empty()
        : Optional.of(bytes(new Member.Hashes(new Tile(level, index, Tile.FULL))));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new StoreException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
