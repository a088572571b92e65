package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an export holds.
 *
 * @param export its name in the agreement
 * @param reserved what is left of what was set aside for it
 * @param until when it expires; empty once it is over
 */
public record ExportState(long export, BigDecimal reserved, Optional<String> until) {
  static ExportState read(Doc doc) {
    return new ExportState(
        doc.at("export").count(), doc.at("reserved").number(), doc.find("until").map(Doc::text));
  }

  /** An export that was just begun. */
  public record Begun(ExportState state, long records, Receipt receipt) {
    /**
     * Reads the answer of the call that begins one.
     *
     * @throws NoAnswer if it is not as the protocol says
     */
    public static Begun read(Reply.Answered answer) {
      Doc doc = answer.document();
      try {
        return new Begun(
            ExportState.read(doc), doc.at("records").count(), Receipt.read(doc.at("receipt")));
      } catch (Malformed e) {
        throw Reply.unlike(e);
      }
    }
  }
}
