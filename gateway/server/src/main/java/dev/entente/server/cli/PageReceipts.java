package dev.entente.server.cli;

import dev.entente.json.Malformed;
import dev.entente.server.client.AcknowledgementAnswer;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.ExportPart;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Receipt;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.show.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a query's pages, acknowledged if that is wanted, and talked of on standard error.
 *
 * @param countersigner empty if it is not
 */
record PageReceipts(PartnerCall call, AgreementCalls calls, Optional<Countersigner> countersigner) {

  /** Where the receipt in this file is kept once both sides signed it. */
  static Path acknowledged(Path receipt) {
    return receipt.resolveSibling(receipt.getFileName() + ".acknowledged");
  }

  /** Verifies and acknowledges that of one page; gives the exit code. */
  int done(QueryAnswer answer, @Nullable Path receipt) {
    return countersigner
        .map(it -> acknowledge(() -> it.sign(answer), answer.receipt(), receipt))
        .orElse(PartnerCall.DONE);
  }

  /** Verifies and acknowledges that of a part of an export; gives the exit code. */
  int done(ExportPart part) {
    return countersigner
        .map(it -> acknowledge(() -> it.sign(part), part.receipt(), null))
        .orElse(PartnerCall.DONE);
  }

  private int acknowledge(Supplier<String> signing, Receipt of, @Nullable Path receipt) {
    try {
      String signed = signing.get();
      if (receipt != null) {
        Files.writeString(acknowledged(receipt), signed);
      }
      return tell(signed, of.index());
    } catch (Malformed e) {
      call.err().println("not acknowledged: " + Printable.of(e.reason()));
      return PartnerCall.REFUSED;
    } catch (IOException e) {
      call.err().println("not acknowledged: the receipt cannot be kept: " + e.getMessage());
      return PartnerCall.REFUSED;
    }
  }

  private int tell(String signed, long index) {
    switch (calls.acknowledge(List.of(signed))) {
      case Refused refused -> {
        call.err().println("not acknowledged: " + Printable.of(refused.detail()));
        return PartnerCall.REFUSED;
      }
      case Answered answered -> {
        var fate = AcknowledgementAnswer.read(answered).fates().getFirst();
        call.err()
            .println(
                fate.isInvalid()
                    ? "not acknowledged: " + Printable.of(fate.because().orElse(""))
                    : "receipt of entry " + index + " verified and acknowledged");
        return fate.isInvalid() ? PartnerCall.REFUSED : PartnerCall.DONE;
      }
    }
  }
}
