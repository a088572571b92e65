package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.People.CHI;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.entente.agreement.Books;
import dev.entente.agreement.Reader;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.operator.Command;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedBooksTest extends ForgedTrust {
  private static final String REFUSED = "what it says";

  private static Event opened(String reader, int days, Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    var to = new Reader(reader, day.plusDays(days), Sha256.hash(reader.getBytes(US_ASCII)));
    return ordered(CHI, new Command.OpenBooks(ORCHARD, to), time);
  }

  static Stream<Forgery> books() {
    return Stream.of(
        forgery(
            "opened twice to one reader",
            insert(after(order(Command.OpenBooks.class, 0)), time -> opened("KPMG", 90, time)),
            order(Command.OpenBooks.class, 1),
            REFUSED),
        forgery(
            "opened for longer than they may be",
            dated(
                order(Command.OpenBooks.class, 0),
                (_, time) -> opened("KPMG", Books.LONGEST_DAYS + 1, time)),
            order(Command.OpenBooks.class, 0),
            REFUSED),
        forgery(
            "opened before the partner accepted the terms",
            insert(at(AgreementAccepted.class, 0), time -> opened("early", 90, time)),
            order(Command.OpenBooks.class, 0),
            REFUSED),
        forgery(
            "opened once the agreement was closed",
            insert(after(order(Command.Close.class, 0)), time -> opened("late", 90, time)),
            order(Command.OpenBooks.class, 2),
            REFUSED),
        forgery(
            "closed for one to whom they were never open",
            without(order(Command.OpenBooks.class, 0)),
            order(Command.CloseBooks.class, 0),
            REFUSED),
        forgery(
            "closed twice",
            insert(
                after(order(Command.CloseBooks.class, 0)),
                time -> ordered(ANA, new Command.CloseBooks(ORCHARD, "KPMG"), time)),
            order(Command.CloseBooks.class, 1),
            REFUSED));
  }

  @ParameterizedTest
  @MethodSource("books")
  void books_that_are_opened_or_closed_otherwise_are_found(Forgery forgery) {
    isFound(forgery);
  }
}
