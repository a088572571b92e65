package dev.entente.server.cli;

import dev.entente.operator.Command.AddOperator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = {
      "Records the key of another operator, who is named in entente.yaml already.",
      "One who is known vouches for it."
    },
    footer = {"", "Example:", "  entente operator halden dan dan.public.jwk --as ana"})
final class OperatorCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "NAME", description = "As it stands under `operators`.")
  private String name;

  @Parameters(
      index = "2",
      paramLabel = "JWK-FILE",
      description = "The public key, as `entente keygen` prints it.")
  private Path file;

  @Override
  public Integer call() throws NotDone {
    var key = PublicKeyFile.read(file).publicJwk();
    return call.order(
        remark.text(), call.valid(given -> new AddOperator(given, key), name), ShownOrder::done);
  }
}
