package dev.entente.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Json;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir private Path folder;

  @Test
  void aPrivateKeyIsRead() throws IOException {
    SigningKey key = SigningKey.generate();
    Path file = Files.write(folder.resolve("k.jwk"), Json.write(key.toPrivateJwk()));
    assertThat(KeyFile.read(file).id()).isEqualTo(key.id());
  }

  @Test
  void aMissingFileSaysHowToMakeOne() {
    assertThatThrownBy(() -> KeyFile.read(folder.resolve("none.jwk")))
        .hasMessageContaining("there is no key file")
        .hasMessageContaining("entente keygen");
  }

  @Test
  void aPublicKeyIsSaidToBeOne() throws IOException {
    Path file =
        Files.write(folder.resolve("k.jwk"), Json.write(SigningKey.generate().publicKey().toJwk()));
    assertThatThrownBy(() -> KeyFile.read(file))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("this is a public key");
  }

  @Test
  void whatIsNoTextIsSaidToBeNone() throws IOException {
    Path file = Files.write(folder.resolve("k.jwk"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
    assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("not a text file");
  }
}
