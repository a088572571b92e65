package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.util.List;
import java.util.Optional;

/**
 * What became of acknowledgements.
 *
 * @param fates in the order in which they were sent
 * @param waiting those that the gateway still has none for
 */
public record AcknowledgementAnswer(List<Fate> fates, Waiting waiting) {
  public AcknowledgementAnswer {
    fates = List.copyOf(fates);
  }

  /**
   * What became of one.
   *
   * @param number from 0
   * @param fate {@code acknowledged}, {@code duplicate} or {@code invalid}
   * @param because of an invalid one
   */
  public record Fate(int number, String fate, Optional<String> because) {
    static Fate read(Doc doc) {
      return new Fate(
          doc.at("acknowledgement").integer(0, Integer.MAX_VALUE),
          doc.at("fate").text(),
          doc.find("because").map(Doc::text));
    }

    public boolean isInvalid() {
      return fate.equals("invalid");
    }
  }

  /**
   * Reads the acknowledgement call's answer.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static AcknowledgementAnswer read(Reply.Answered answer) {
    Doc doc = answer.document();
    try {
      return new AcknowledgementAnswer(
          doc.at("acknowledgements").items().stream().map(Fate::read).toList(),
          Waiting.read(doc.at("unacknowledged")));
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }
}
