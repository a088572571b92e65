package dev.entente.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
  private static final List<String> FILES =
      List.of(
          "cursors.jwk", "gateway.jwk", "log.jwk", "memory.jwk", "pseudonyms.jwk", "witness.jwk");

  @TempDir private Path parent;

  @Test
  void theFirstStartMakesKeysThatOnlyTheirOwnerReads() throws Exception {
    KeyFolder.open(folder());
    assertThat(mode(folder())).isEqualTo("rwx------");
    try (var files = Files.list(folder())) {
      assertThat(files.sorted().toList())
          .extracting(file -> file.getFileName().toString())
          .isEqualTo(FILES);
    }
    for (String file : FILES) {
      assertThat(mode(folder().resolve(file))).isEqualTo("rw-------");
    }
    try (var left = Files.list(folder().getParent())) {
      assertThat(left).containsExactly(folder());
    }
  }

  @Test
  void theNextStartHasTheSameKeys() throws Exception {
    GatewayKeys first = KeyFolder.open(folder());
    GatewayKeys second = KeyFolder.open(folder());
    assertThat(second.gateway().id()).isEqualTo(first.gateway().id());
    assertThat(second.log().id()).isEqualTo(first.log().id()).isNotEqualTo(first.gateway().id());
    assertThat(second.cursors().bytes()).isEqualTo(first.cursors().bytes()).hasSize(32);
    assertThat(second.memory().bytes()).isNotEqualTo(first.cursors().bytes());
  }

  @Test
  void anEmptyFolderIsAFirstStart() throws Exception {
    Files.createDirectories(folder());
    KeyFolder.open(folder());
    assertThat(mode(folder())).isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.jwk", "log.jwk", "cursors.jwk", "pseudonyms.jwk", "memory.jwk"})
  void aKeyThatWasLostIsNotReplaced(String name) throws Exception {
    KeyFolder.open(folder());
    Files.delete(folder().resolve(name));
    assertThatThrownBy(() -> KeyFolder.open(folder()))
        .isInstanceOf(KeysUnusable.class)
        .hasMessageContaining(name + " is missing; bring it back from a backup");
    assertThat(folder().resolve(name)).doesNotExist();
  }

  @Test
  void aFolderFromBeforeThereWereWitnessesGetsAKeyForOne() throws Exception {
    GatewayKeys before = KeyFolder.open(folder());
    Files.delete(folder().resolve("witness.jwk"));
    KeyFolder.check(folder());
    assertThat(folder().resolve("witness.jwk")).doesNotExist();
    GatewayKeys after = KeyFolder.open(folder());
    assertThat(after.gateway().id()).isEqualTo(before.gateway().id());
    assertThat(after.witness().id()).isNotEqualTo(before.witness().id());
    assertThat(mode(folder().resolve("witness.jwk"))).isEqualTo("rw-------");
    assertThat(KeyFolder.open(folder()).witness().id()).isEqualTo(after.witness().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "[1]"})
  void aDamagedKeyIsToldWithoutAPieceOfIt(String text) throws Exception {
    KeyFolder.open(folder());
    for (String file : List.of("gateway.jwk", "memory.jwk")) {
      String before = Files.readString(folder().resolve(file));
      Files.writeString(folder().resolve(file), text);
      assertThatThrownBy(() -> KeyFolder.open(folder()))
          .isInstanceOf(KeysUnusable.class)
          .hasMessageContaining(file + " is not as it was made: ");
      Files.writeString(folder().resolve(file), before);
    }
  }

  @Test
  void whatOthersMayReadIsRefusedWithTheCommandThatMendsIt() throws Exception {
    KeyFolder.open(folder());
    Path file = folder().resolve("log.jwk");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> KeyFolder.open(folder()))
        .isInstanceOf(KeysUnusable.class)
        .hasMessageEndingWith("mend it with: chmod 600 " + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> KeyFolder.open(folder()))
        .isInstanceOf(KeysUnusable.class)
        .hasMessageEndingWith("mend it with: chmod 700 " + folder());
  }

  @Test
  void aFileInTheFoldersPlaceIsRefused() throws Exception {
    Files.createDirectories(folder().getParent());
    Files.writeString(folder(), "words");
    assertThatThrownBy(() -> KeyFolder.open(folder())).isInstanceOf(KeysUnusable.class);
    assertThat(folder()).hasContent("words");
  }

  @Test
  void aSecretIsNotPrinted() throws Exception {
    assertThat(KeyFolder.open(folder()).toString()).contains("a secret").doesNotContain("\"k\"");
  }

  private Path folder() {
    return parent.resolve("state/keys");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
