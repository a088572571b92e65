package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Utf8;
import dev.entente.signature.Sha256;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A part of an export, as NDJSON.
 *
 * @param lines the records, an object a line
 * @param records how many they are
 * @param hash of the canonical JSON of their list
 * @param next the cursor of the next part, if there is one
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record ExportPart(
    byte[] lines,
    int records,
    Sha256 hash,
    Optional<String> next,
    Optional<ExportState> export,
    Figures figures,
    Receipt receipt) {
  private static final int LIKELY_RECORD = 256;

  /**
   * Reads the answer of an export's part that was asked for as NDJSON.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static ExportPart read(Reply.Answered answer) {
    try {
      Doc about = answer.about();
      MessageDigest digest = Sha256.digest();
      int records = digested(answer.body(), digest);
      return new ExportPart(
          answer.body(),
          records,
          Sha256.of(digest),
          about.find("next").map(Doc::text),
          about.find("export").map(ExportState::read),
          Figures.read(about.at("reciprocity")),
          Receipt.read(about.at("receipt")));
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  private static int digested(byte[] lines, MessageDigest digest) {
    var line = new RecordLine(lines);
    var record = new Utf8(LIKELY_RECORD);
    int records = 0;
    record.put('[');
    while (line.next()) {
      if (records++ > 0) {
        record.put(',');
      }
      line.canonical(record);
      digest.update(record.array(), 0, record.size());
      record.clear();
    }
    record.put(']');
    digest.update(record.array(), 0, record.size());
    return records;
  }
}
