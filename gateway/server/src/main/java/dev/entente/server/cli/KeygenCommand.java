package dev.entente.server.cli;

import dev.entente.json.Json;
import dev.entente.server.client.Unwritten;
import dev.entente.server.keys.OwnerFile;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an Ed25519 key: the private JWK goes to FILE, for its owner alone, the public one with"
          + " its `kid` to standard output.",
      "A file that is there is never overwritten."
    },
    footer = {"", "Example:", "  entente keygen orchard.jwk > orchard.public.jwk"})
final class KeygenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Where the private key is kept.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    SigningKey key = SigningKey.generate();
    try {
      OwnerFile.write(file, key.toPrivateJwk());
    } catch (FileAlreadyExistsException e) {
      throw new NotDone(file + " is there already, and is left as it is; name another file");
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
    spec.commandLine()
        .getOut()
        .println(new String(Json.write(key.publicKey().toJwk()), StandardCharsets.UTF_8));
    return 0;
  }
}
