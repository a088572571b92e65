package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.ReaderSecret;
import dev.entente.operator.Command.OpenBooks;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Opens an agreement's books to a reader. One person is enough; the partner sees it.",
      "The reader's secret is made here and is the last line printed, once: the gateway has its"
          + " hash alone. Who lost it is closed out, and let in again with another."
    },
    footer = {
      "",
      "Example:",
      "  entente books open halden orchard KPMG --until 2027-03-31 --as ana --because \"the yearly audit\""
    })
final class BooksOpenCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "READER", description = "What the reader is called.")
  private String reader;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DAY",
      description = "The last day on which the books are open, at most 400 days on.")
  private LocalDate until;

  @Override
  public Integer call() throws NotDone {
    AgreementId id = call.valid(AgreementId::new, agreement);
    ReaderSecret secret = ReaderSecret.fresh(id);
    Reader named = call.valid(name -> new Reader(name, until, secret.hash()), reader);
    int exit = call.order(reason.text(), new OpenBooks(id, named), ShownOrder::done);
    if (exit == 0) {
      call.out().println(secret.text());
    }
    return exit;
  }
}
