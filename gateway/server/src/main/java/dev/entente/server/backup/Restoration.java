package dev.entente.server.backup;

import dev.entente.server.GatewayLedger;
import dev.entente.server.Talk;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Puts a backup in place, where nothing stands. All of it is unpacked beside the state and the log
 * verified there; then it is moved, the ledger last: a crash leaves no ledger, and it can be begun
 * again.
 */
public final class Restoration {
  private static final int MOST_FILES = 10_000_000;
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}){0,8}");

  private final Settings settings;
  private final Talk talk;

  public Restoration(Settings settings, Talk talk) {
    this.settings = settings;
    this.talk = talk;
  }

  /**
   * Restores.
   *
   * @return the newest checkpoint of the log; empty where the log is in a database
   * @throws IOException if the file cannot be read, is no backup of this gateway, or there is no
   *     room
   * @throws StoreException if a ledger stands already, or the log in the backup does not hold
   * @throws KeysUnusable if there are no keys to verify it with
   */
  public Optional<Checkpoint> restore(Path file) throws IOException, KeysUnusable {
    try (StateLock lock = StateLock.acquire(settings.state())) {
      Path state = lock.directory();
      Path fresh = state.resolveSibling("." + state.getFileName() + ".restoring");
      try {
        remove(fresh);
        OwnerFile.directory(fresh);
        unpack(file, fresh);
        return placed(state, fresh);
      } finally {
        remove(fresh);
      }
    }
  }

  private Optional<Checkpoint> placed(Path state, Path fresh) throws IOException, KeysUnusable {
    Path ledger = fresh.resolve(SqliteStore.FILE);
    nothingStands(state, fresh);
    if (settings.database().isEmpty() && !Files.exists(ledger)) {
      throw new IOException("it has no ledger");
    }
    boolean ownKeys = holdsFiles(settings.keys());
    Path keys = ownKeys ? settings.keys() : fresh.resolve("keys");
    if (!holdsFiles(keys)) {
      throw new KeysUnusable(
          "the gateway's keys are neither in the backup nor in %s: bring them there first, since with new ones this were another gateway"
              .formatted(settings.keys()));
    }
    GatewayKeys read = KeyFolder.open(keys);
    Optional<Checkpoint> verified =
        settings.database().isEmpty() ? Optional.of(verified(ledger, read)) : Optional.empty();
    if (ownKeys) {
      talk.say("the keys in " + settings.keys() + " are kept");
    } else {
      Files.createDirectories(Backup.folder(settings.keys()));
      Files.move(keys, settings.keys());
      DurableFile.sync(Backup.folder(settings.keys()));
    }
    Path people = OperatorKeys.in(state).folder();
    if (!holdsFiles(people)) {
      move(fresh.resolve(Kept.OPERATORS), people);
    }
    if (Files.isDirectory(fresh.resolve("state"))) {
      for (Path part : list(fresh.resolve("state"))) {
        move(part, state.resolve(part.getFileName()));
      }
    }
    DurableFile.sync(state);
    move(ledger, state.resolve(SqliteStore.FILE));
    DurableFile.sync(state);
    return verified;
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to);
    }
  }

  /** What is in the backup must not be there; the ledger above all. */
  private static void nothingStands(Path state, Path fresh) throws IOException {
    if (Files.exists(state.resolve(SqliteStore.FILE))) {
      throw new StoreException(
          "%s holds a ledger, which stays as it is; move the whole folder away first, and keep it"
              .formatted(state));
    }
    List<Path> parts =
        Files.isDirectory(fresh.resolve("state")) ? list(fresh.resolve("state")) : List.of();
    for (Path part : parts) {
      if (Files.exists(state.resolve(part.getFileName()))) {
        throw new StoreException(
            "%s is there already; move it away first".formatted(state.resolve(part.getFileName())));
      }
    }
  }

  private Checkpoint verified(Path ledger, GatewayKeys keys) {
    LogKey key = GatewayLedger.logKey(settings.gateway(), keys.logRing());
    try (SqliteLog log = SqliteLog.open(ledger)) {
      return key.open(
          GroupCommitLedger.verified(
              log, key, (done, all) -> talk.progress("verifying the log, entry", done, all)));
    }
  }

  private static boolean holdsFiles(Path folder) throws IOException {
    return Files.isDirectory(folder) && !list(folder).isEmpty();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** No more bytes than the file has, under names that stay below the folder, each once. */
  private void unpack(Path file, Path folder) throws IOException {
    long left = Files.size(file);
    int members = members(file);
    Set<String> seen = new HashSet<>();
    try (var zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      ZipEntry first = zip.getNextEntry();
      String about = Backup.about(settings);
      if (first == null
          || !first.getName().equals(Backup.ABOUT)
          || !new String(zip.readNBytes(about.length() + 1), StandardCharsets.UTF_8)
              .equals(about)) {
        throw new IOException(
            "it is no backup of the gateway `%s` with the ledger where entente.yaml says"
                .formatted(settings.gateway()));
      }
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!isOne(name) || !seen.add(name) || seen.size() > MOST_FILES) {
          throw new IOException("it holds a file that is none of a backup's: " + name);
        }
        Path to = folder.resolve(name);
        OwnerFile.directory(Backup.folder(to));
        left -= copy(zip, to, left);
        DurableFile.sync(Backup.folder(to));
      }
      if (seen.size() + 1 != members) {
        throw new IOException("it was put together by somebody else");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("it was cut or damaged on the way", e);
    }
  }

  /** A file that was cut has no list of its members at its end. */
  private static int members(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      return zip.size();
    } catch (ZipException e) {
      throw new IOException("it is no backup, or was cut on the way: " + e.getMessage(), e);
    }
  }

  private static boolean isOne(String name) {
    return NAME.matcher(name).matches()
        && (name.equals(SqliteStore.FILE)
            || Stream.of(Backup.STATE, Backup.KEYS, Backup.OPERATORS).anyMatch(name::startsWith));
  }

  private static long copy(InputStream from, Path to, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    try (OutputStream out = OwnerFile.stream(to)) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        copied += read;
        if (copied > most) {
          throw new IOException("it would unpack to more than it is");
        }
        out.write(buffer, 0, read);
      }
    }
    DurableFile.force(to);
    return copied;
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
