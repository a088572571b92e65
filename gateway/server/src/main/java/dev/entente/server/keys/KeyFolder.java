package dev.entente.server.keys;

import dev.entente.json.Malformed;
import dev.entente.operator.OwnKey;
import dev.entente.signature.Algorithm;
import dev.entente.signature.Jwks;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The folder of the gateway's keys. All of it is made at once, under another name, and moved to its
 * place when it is on the disk: a crash leaves the whole or nothing. A folder that lacks a file is
 * refused, since a new key would make another gateway of this one; but for the witness's, which is
 * made where there is none: folders are older than witnesses, and a witness of another key only has
 * to be introduced again.
 */
public final class KeyFolder {
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final String WITNESS = "witness.jwk";
  private static final int LARGEST = 8192;

  private final Path folder;

  private KeyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the keys, after making them if there are none.
   *
   * @throws KeysUnusable if one is missing, unreadable, malformed, or open to others
   */
  public static GatewayKeys open(Path folder) throws KeysUnusable {
    var keys = new KeyFolder(folder.toAbsolutePath().normalize());
    try {
      if (keys.isEmpty()) {
        keys.make();
      }
      keys.mustBeOurs(keys.folder, "700");
      GatewayKeys read = keys.read();
      if (!Files.exists(keys.folder.resolve(WITNESS))) {
        OwnerFile.write(keys.folder.resolve(WITNESS), read.witness().toPrivateJwk());
        DurableFile.sync(keys.folder);
      }
      return read;
    } catch (IOException e) {
      throw keys.unusable(e);
    }
  }

  /** All of them, with a new one for the witness where there is none. */
  private GatewayKeys read() throws KeysUnusable, IOException {
    return new GatewayKeys(
        ring(OwnKey.GATEWAY),
        ring(OwnKey.LOG),
        Files.exists(folder.resolve(WITNESS))
            ? read(WITNESS, KeyFolder::ed25519)
            : SigningKey.generate(),
        read("cursors.jwk", Secret::parse),
        read("pseudonyms.jwk", Secret::parse),
        read("memory.jwk", Secret::parse));
  }

  private KeyRing ring(OwnKey key) throws KeysUnusable, IOException {
    SigningKey current = read(key + ".jwk", KeyFolder::ed25519);
    return new KeyRing(
        current,
        Files.exists(next(key))
            ? Optional.of(read(key + ".next.jwk", KeyFolder::ed25519))
            : Optional.empty(),
        former(key).stream().filter(it -> !it.equals(current.publicKey())).toList());
  }

  private Path next(OwnKey key) {
    return folder.resolve(key + ".next.jwk");
  }

  private List<VerifyingKey> former(OwnKey key) throws KeysUnusable, IOException {
    return Files.exists(folder.resolve(key + ".former.jwks"))
        ? List.copyOf(read(key + ".former.jwks", Jwks::parse).keys())
        : List.of();
  }

  /**
   * Makes the key that is to follow, unless it is there; it does not sign alone yet.
   *
   * @throws KeysUnusable as {@link #open} does
   */
  public static GatewayKeys prepare(Path folder, OwnKey key) throws KeysUnusable {
    open(folder);
    var keys = new KeyFolder(folder.toAbsolutePath().normalize());
    try {
      if (!Files.exists(keys.next(key))) {
        OwnerFile.write(keys.next(key), SigningKey.generate().toPrivateJwk());
        DurableFile.sync(keys.folder);
      }
      return keys.read();
    } catch (IOException e) {
      throw keys.unusable(e);
    }
  }

  /**
   * Puts the key that was to follow in the place of the current one, of which only the public half
   * is kept. A crash leaves the one or the other, and calling this again finishes it.
   *
   * @throws KeysUnusable if there is none to follow, or as {@link #open} does
   */
  public static void promote(Path folder, OwnKey key) throws KeysUnusable {
    KeyRing ring = open(folder).ring(key);
    var keys = new KeyFolder(folder.toAbsolutePath().normalize());
    if (ring.next().isEmpty()) {
      throw new KeysUnusable(keys.next(key) + " is missing; bring it back from a backup");
    }
    var former = new ArrayList<VerifyingKey>(List.of(ring.current().publicKey()));
    former.addAll(ring.former());
    try {
      OwnerFile.replace(
          keys.folder.resolve(key + ".former.jwks"),
          Jwks.of(former.toArray(VerifyingKey[]::new)).toJson());
      Files.move(keys.next(key), keys.folder.resolve(key + ".jwk"), StandardCopyOption.ATOMIC_MOVE);
      DurableFile.sync(keys.folder);
    } catch (IOException e) {
      throw keys.unusable(e);
    }
  }

  /**
   * Whether a start could use the folder; makes nothing.
   *
   * @throws KeysUnusable if it holds keys that {@link #open} would refuse
   */
  public static void check(Path folder) throws KeysUnusable {
    var keys = new KeyFolder(folder.toAbsolutePath().normalize());
    try {
      if (!keys.isEmpty()) {
        keys.mustBeOurs(keys.folder, "700");
        keys.read();
      }
    } catch (IOException e) {
      throw keys.unusable(e);
    }
  }

  private KeysUnusable unusable(IOException e) {
    return new KeysUnusable("the keys in " + folder + " cannot be used: " + e.getMessage());
  }

  private boolean isEmpty() throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private void make() throws IOException {
    var parent = folder.getParent();
    if (parent == null) {
      throw new IOException("keys are kept in a folder of their own");
    }
    Files.createDirectories(parent);
    Path made = Files.createTempDirectory(parent, ".keys-");
    OwnerFile.write(made.resolve("gateway.jwk"), SigningKey.generate().toPrivateJwk());
    OwnerFile.write(made.resolve("log.jwk"), SigningKey.generate().toPrivateJwk());
    OwnerFile.write(made.resolve(WITNESS), SigningKey.generate().toPrivateJwk());
    for (String name : new String[] {"cursors.jwk", "pseudonyms.jwk", "memory.jwk"}) {
      OwnerFile.write(made.resolve(name), new LinkedHashMap<>(Secret.generate().toJwk()));
    }
    DurableFile.sync(made);
    // Takes the place of nothing or of an empty folder; fails where another start was faster.
    Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.sync(parent);
  }

  private <T> T read(String name, Function<String, T> parse) throws KeysUnusable, IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new KeysUnusable(
          "%s is missing; bring it back from a backup: with a new key this were another gateway"
              .formatted(file));
    }
    mustBeOurs(file, "600");
    try (InputStream in = Files.newInputStream(file)) {
      return parse.apply(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (Malformed | IllegalArgumentException e) {
      throw new KeysUnusable(
          file + " is not as it was made: " + e.getMessage() + "; bring it back from a backup");
    }
  }

  private void mustBeOurs(Path path, String mode) throws KeysUnusable, IOException {
    if (!OURS_ALONE.containsAll(Files.getPosixFilePermissions(path))) {
      throw new KeysUnusable(
          "%s may be read by others; mend it with: chmod %s %s".formatted(path, mode, path));
    }
  }

  private static SigningKey ed25519(String json) {
    SigningKey key = SigningKey.parse(json);
    if (key.algorithm() != Algorithm.ED25519) {
      throw new IllegalArgumentException("an Ed25519 key is expected");
    }
    return key;
  }
}
