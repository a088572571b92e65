package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.reciprocity.Fate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What became of a contribution.
 *
 * @param records in the order in which they were sent
 * @param credit what they earned together
 * @param standing where that left both sides
 */
public record ContributionAnswer(
    String exchange,
    List<RecordFate> records,
    BigDecimal credit,
    StandingSheet standing,
    Receipt receipt) {
  public ContributionAnswer {
    records = List.copyOf(records);
  }

  /**
   * What became of one record.
   *
   * @param number from 0
   * @param credit of an accepted one
   * @param because of an invalid one
   */
  public record RecordFate(
      int number, Fate fate, Optional<BigDecimal> credit, Optional<String> because) {
    static RecordFate read(Doc doc) {
      return new RecordFate(
          doc.at("record").integer(0, Integer.MAX_VALUE),
          doc.at("fate").as(Fate::named),
          doc.find("credit").map(Doc::number),
          doc.find("because").map(Doc::text));
    }
  }

  /**
   * Reads the contribution call's answer.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static ContributionAnswer read(Reply.Answered answer) {
    Doc doc = answer.document();
    try {
      return new ContributionAnswer(
          doc.at("exchange").text(),
          doc.at("records").items().stream().map(RecordFate::read).toList(),
          doc.at("credit").number(),
          StandingSheet.read(doc.at("standing")),
          Receipt.read(doc.at("receipt")));
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  /** How many records had this fate. */
  public long count(Fate fate) {
    return records.stream().filter(record -> record.fate() == fate).count();
  }
}
