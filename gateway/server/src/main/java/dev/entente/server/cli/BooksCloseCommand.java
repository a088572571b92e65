package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.CloseBooks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = "Closes an agreement's books for a reader, at once. One person is enough.",
    footer = {"", "Example:", "  entente books close halden orchard KPMG --as ana"})
final class BooksCloseCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "READER", description = "As they were opened to.")
  private String reader;

  @Override
  public Integer call() throws NotDone {
    AgreementId id = call.valid(AgreementId::new, agreement);
    return call.order(
        remark.text(), call.valid(name -> new CloseBooks(id, name), reader), ShownOrder::done);
  }
}
