package dev.entente.server.cli;

import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.BundleSigner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a bundle in place, as `opa sign` does; a signature that it has is replaced.",
      "A gateway takes it whose `policy: keys` name the public key, and so does"
          + " `opa run --verification-key`. Needs no opa."
    },
    footer = {"", "Example:", "  entente policy sign halden/policies/bundle.tar.gz --key ana.pem"})
final class PolicySignCommand implements Callable<Integer> {
  private static final int LARGEST = 64 << 20;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle's file.")
  private Path bundle;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private RSA or EC key: PEM or JWK.")
  private Path key;

  @Option(
      names = "--keyid",
      paramLabel = "ID",
      defaultValue = BundleSigner.UNNAMED,
      description = "How whoever verifies knows the key; ${DEFAULT-VALUE} if left out.")
  private String keyId;

  @Option(
      names = "--alg",
      paramLabel = "ALGORITHM",
      description = "Such as PS256; RS256 for RSA and ES256 for the curve P-256 if left out.")
  private @Nullable String algorithm;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    try {
      BundleSigner signer =
          BundleSigner.of(PrivateKeyFile.read(key), Optional.ofNullable(algorithm), keyId);
      byte[] signed = signer.sign(KeyFiles.read(bundle, LARGEST));
      PolicyBuildCommand.write(bundle, signed);
      spec.commandLine()
          .getOut()
          .println(
              "%s: signed by %s as %s, policy %s"
                  .formatted(bundle, signer.algorithm(), keyId, Bundle.read(signed).revision()));
      return 0;
    } catch (IllegalArgumentException e) {
      throw new NotDone(key + ": " + e.getMessage());
    } catch (BundleRefused e) {
      throw new NotDone(bundle + ": " + e.getMessage());
    }
  }
}
