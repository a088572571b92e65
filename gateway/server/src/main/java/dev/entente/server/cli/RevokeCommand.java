package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Shown;
import dev.entente.operator.Command.Revoke;
import dev.entente.signature.KeyId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {"Takes a key of the partner out of use, at once. One person is enough."},
    footer = {
      "",
      "Example:",
      "  entente revoke halden orchard KEYID --as ana --because \"it was stolen\""
    })
final class RevokeCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(
      index = "2",
      paramLabel = "KEYID",
      description = "The key's RFC 7638 thumbprint, as `entente keygen` prints it under `kid`.")
  private String key;

  @Override
  public Integer call() throws NotDone {
    AgreementId id = call.valid(AgreementId::new, agreement);
    return call.order(remark.text(), new Revoke(id, keyId(id)), ShownOrder::done);
  }

  private KeyId keyId(AgreementId id) throws NotDone {
    try {
      return KeyId.parse(key);
    } catch (IllegalArgumentException e) {
      throw call.wrong(
          "`%s` is no key's id, which is 43 characters of base64url, its RFC 7638 thumbprint: the `kid` that `entente keygen` printed; %s has %s"
              .formatted(Shown.of(key), id, Shown.list(call.standing(id).keys().keySet())));
    }
  }
}
