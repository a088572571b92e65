package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where both sides stand: the answer of the standing call.
 *
 * @param unacknowledged the receipts that wait; empty in answers that were kept from before there
 *     was such a figure
 */
public record StandingSheet(
    String stage,
    Balance total,
    SequencedMap<String, Balance> categories,
    Optional<Waiting> unacknowledged,
    Optional<NextStage> next) {

  /**
   * What went out and what came in.
   *
   * @param window empty for a category that has none of its own
   * @param remaining empty likewise
   */
  public record Balance(
      BigDecimal given,
      BigDecimal received,
      BigDecimal exposure,
      BigDecimal reserved,
      Optional<BigDecimal> window,
      Optional<BigDecimal> remaining) {
    static Balance read(Doc doc) {
      return new Balance(
          doc.at("given").number(),
          doc.at("received").number(),
          doc.at("exposure").number(),
          doc.at("reserved").number(),
          doc.find("window").map(Doc::number),
          doc.find("remaining").map(Doc::number));
    }
  }

  /** The stage above, and what it asks for. */
  public record NextStage(String stage, List<GateState> gates) {}

  /** One gate: what it needs, what is there, what is missing; as the gateway words them. */
  public record GateState(String gate, boolean met, String have, String need, String missing) {
    static GateState read(Doc doc) {
      return new GateState(
          doc.at("gate").text(),
          doc.at("met").bool(),
          text(doc, "have"),
          text(doc, "need"),
          text(doc, "missing"));
    }

    /** Gates count in numbers, dates or names. */
    private static String text(Doc doc, String name) {
      return doc.find(name).map(value -> value.node().asText(value.node().toString())).orElse("");
    }
  }

  /**
   * Reads the standing call's answer.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static StandingSheet read(Reply.Answered answer) {
    try {
      return read(answer.document());
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  static StandingSheet read(Doc doc) {
    var categories = new LinkedHashMap<String, Balance>();
    doc.at("categories").members().forEach((name, b) -> categories.put(name, Balance.read(b)));
    return new StandingSheet(
        doc.at("stage").text(),
        Balance.read(doc),
        categories,
        doc.find("unacknowledged").map(Waiting::read),
        doc.find("next")
            .map(
                next ->
                    new NextStage(
                        next.at("stage").text(),
                        next.at("gates").items().stream().map(GateState::read).toList())));
  }
}
