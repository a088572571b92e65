package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Review;
import dev.entente.agreement.Signal;
import dev.entente.catalog.Milestone;
import dev.entente.operator.Command.Dispute;
import dev.entente.operator.Command.Look;
import dev.entente.operator.Command.OfAgreement;
import dev.entente.operator.Command.Reach;
import dev.entente.operator.Command.Resolve;
import dev.entente.operator.Command.Stake;
import dev.entente.reciprocity.Amount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Records what people establish: a milestone, a costly signal, a review, a dispute and its end.",
      "Gates and policies see it from then on."
    },
    footer = {
      "",
      "Example:",
      "  entente record halden orchard signal joint-team --cost 50000 --borne-by mutual --as ana"
    })
final class RecordCommand implements Callable<Integer> {
  private static final int USUAL_DAYS = 90;

  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(
      index = "2",
      paramLabel = "KIND",
      description = "milestone, signal, review, dispute or resolve.")
  private String kind;

  @Parameters(index = "3", paramLabel = "NAME", description = "What it is called.")
  private String name;

  @Option(names = "--cost", paramLabel = "AMOUNT", description = "What a signal costs.")
  private @Nullable BigDecimal cost;

  @Option(
      names = "--borne-by",
      paramLabel = "SIDE",
      description = "Whose cost it is: ours, theirs or mutual.")
  private String bearer = "theirs";

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description =
          "The last day on which a signal counts, such as 2027-12-31; for ever by default.")
  private @Nullable LocalDate until;

  @Option(
      names = "--next",
      paramLabel = "DAY",
      description = "The day by which the next review is due; in 90 days by default.")
  private @Nullable LocalDate next;

  @Override
  public Integer call() throws NotDone {
    return call.order(
        remark.text(),
        call.valid(this::command, call.valid(AgreementId::new, agreement)),
        ShownOrder::done);
  }

  private OfAgreement command(AgreementId id) {
    return switch (kind) {
      case "milestone" -> new Reach(id, new Milestone(name));
      case "signal" ->
          new Stake(
              id,
              new Signal(name, amount(), Signal.Bearer.named(bearer), Optional.ofNullable(until)));
      case "review" -> new Look(id, new Review(name, due()));
      case "dispute" -> new Dispute(id, name);
      case "resolve" -> new Resolve(id, name);
      default ->
          throw call.wrong(
              "`" + kind + "` is nothing to record: milestone, signal, review, dispute, resolve");
    };
  }

  private Amount amount() {
    if (cost == null) {
      throw call.wrong("a signal has a cost: --cost AMOUNT");
    }
    return Amount.of(cost);
  }

  private LocalDate due() {
    return next == null ? LocalDate.now(ZoneOffset.UTC).plusDays(USUAL_DAYS) : next;
  }
}
