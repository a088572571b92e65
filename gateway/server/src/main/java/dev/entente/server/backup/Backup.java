package dev.entente.server.backup;

import dev.entente.server.Talk;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.OwnerFile;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the state of a gateway, which may be running, into one file. The ledger is taken as it is
 * at one moment; what witnesses cosigned is taken before it, so that it is not newer, and all else
 * after it, so that nothing lacks that the ledger speaks of.
 */
public final class Backup {
  static final String ABOUT = "about";
  static final String STATE = "state/";
  static final String KEYS = "keys/";
  static final String OPERATORS = Kept.OPERATORS + "/";

  private final Settings settings;
  private final Talk talk;

  public Backup(Settings settings, Talk talk) {
    this.settings = settings;
    this.talk = talk;
  }

  /** What a backup says it is. */
  static String about(Settings settings) {
    return "entente-backup/1\ngateway %s\nstore %s\n"
        .formatted(settings.gateway(), settings.database().isPresent() ? "postgres" : "sqlite");
  }

  /**
   * Writes it. When this returns the file is on the disk; when it throws there is none.
   *
   * @param withKeys whether it holds private keys too
   * @throws FileAlreadyExistsException if the file is there, which stays as it is
   * @throws dev.entente.trustledger.store.StoreException if there is no ledger to take
   */
  public void write(Path file, boolean withKeys) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path folder = folder(target);
    Path fresh =
        folder.resolve("." + target.getFileName() + ".new-" + ProcessHandle.current().pid());
    Path ledger = folder.resolve(fresh.getFileName() + ".db");
    try {
      try (OutputStream out = OwnerFile.stream(fresh)) {
        write(out, ledger, withKeys);
      }
      DurableFile.force(fresh);
      Files.move(fresh, target);
      DurableFile.sync(folder);
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(ledger);
    }
  }

  /** Where a file is; a root is none. */
  static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private void write(OutputStream out, Path ledger, boolean withKeys) throws IOException {
    var zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry(ABOUT));
    zip.write(about(settings).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    files(zip, Kept::isCosigned, new HashSet<>());
    if (settings.database().isEmpty()) {
      talk.say("taking the ledger as it is now");
      try (SqliteLog log = SqliteLog.open(settings.state().resolve(SqliteStore.FILE))) {
        log.copyTo(ledger);
      }
      add(zip, SqliteStore.FILE, ledger);
    }
    var packed = new HashSet<Path>();
    files(zip, file -> !Kept.isCosigned(file), packed);
    // What came in may have got its name while the others were packed.
    files(zip, file -> !Kept.isCosigned(file), packed);
    if (withKeys) {
      addAll(zip, KEYS, settings.keys());
      addAll(zip, OPERATORS, OperatorKeys.in(settings.state()).folder());
    }
    zip.finish();
  }

  private void files(ZipOutputStream zip, Predicate<Path> which, Set<Path> packed)
      throws IOException {
    List<Path> files =
        Kept.files(settings.state(), settings.keys()).stream()
            .filter(file -> which.test(file) && packed.add(file))
            .toList();
    for (int i = 0; i < files.size(); i++) {
      add(zip, STATE + files.get(i), settings.state().resolve(files.get(i)));
      talk.progress("packing the state, file", i + 1L, files.size());
    }
  }

  private static void addAll(ZipOutputStream zip, String prefix, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          add(zip, prefix + file.getFileName(), file);
        }
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
      zip.closeEntry();
    } catch (NoSuchFileException gone) {
      // It was taken away, or got its name, since it was listed.
    }
  }
}
