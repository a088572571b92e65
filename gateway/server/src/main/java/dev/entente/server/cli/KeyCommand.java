package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Subject;
import dev.entente.operator.Command.Propose;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {"Proposes another key for the partner to sign with; somebody else approves it."},
    footer = {"", "Example:", "  entente key halden orchard orchard-2.public.jwk --as ana"})
final class KeyCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(
      index = "2",
      paramLabel = "JWK-FILE",
      description = "The public key, as `entente keygen` prints it.")
  private Path file;

  @Override
  public Integer call() throws NotDone {
    var key = new Subject.NewKey(PublicKeyFile.read(file).publicJwk());
    return call.order(
        remark.text(),
        new Propose(call.valid(AgreementId::new, agreement), key, List.of()),
        answer -> ShownOrder.waiting(answer, call.named().toString()));
  }
}
