package dev.entente.server.overview;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.server.keys.OwnerFile;
import dev.entente.trustledger.PublishedLog;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the last audit of the whole log came to that {@code entente audit} made in this state. It
 * stands there as a note of whoever may write to the state; who doubts it audits.
 */
public sealed interface LastAudit {
  /** Its file in the state. */
  String FILE = "audit.json";

  /** How many findings are kept. */
  int MOST_FINDINGS = 20;

  /** How many characters of each figure. */
  int LONGEST = 300;

  /** In bytes; a larger file is none of ours. */
  int LARGEST = 64 * 1024;

  /** None was made here. */
  record None() implements LastAudit {}

  /** What it left cannot be read, or is not of this log. */
  record Unreadable(String because) implements LastAudit {}

  /**
   * One that was made.
   *
   * @param when it began
   * @param entries how many it read: all up to the newest checkpoint that there was
   * @param root of the tree over them
   * @param found how many things do not hold
   * @param findings the first of them
   */
  record Made(Instant when, long entries, TreeHash root, long found, List<Finding> findings)
      implements LastAudit {
    public Made {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Leaves what an audit came to, in place of the one before.
   *
   * @throws IOException if it cannot be written, and then the one before stays
   */
  static void keep(Path state, AuditReport report, Instant when) throws IOException {
    var json = new LinkedHashMap<String, Object>();
    json.put("time", when.toString());
    json.put("entries", report.size());
    json.put("root", report.root().toString());
    json.put("found", report.found());
    json.put(
        "findings",
        report.findings().stream().limit(MOST_FINDINGS).map(LastAudit::finding).toList());
    OwnerFile.replace(
        state.resolve(FILE), new String(Json.write(json), StandardCharsets.UTF_8) + "\n");
  }

  private static Map<String, Object> finding(Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("index", finding.index());
    json.put("what", cut(finding.what()));
    json.put("expected", cut(finding.expected()));
    json.put("found", cut(finding.found()));
    return json;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /**
   * The one that was made in this state.
   *
   * @param log that it has to be of
   * @throws dev.entente.problem.Unavailable if the log cannot be read
   */
  static LastAudit of(Path state, String gateway, PublishedLog log) {
    Path file = state.resolve(FILE);
    if (!Files.exists(file)) {
      return new None();
    }
    try {
      if (Files.size(file) > LARGEST) {
        return new Unreadable("it is larger than 64 KiB");
      }
      Made made = read(Doc.of(Json.read(Files.readAllBytes(file))));
      var read = new Checkpoint(new KeyName(gateway), made.entries(), made.root());
      // A log that was edited has another root for whoever audits it: that is what was found.
      return made.found() == 0 && log.dispute("the audit", read).isPresent()
          ? new Unreadable("it is of another log than this one")
          : made;
    } catch (IOException | Malformed | TreeException | NoteException | DateTimeException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Made read(Doc doc) {
    doc.only("time", "entries", "root", "found", "findings");
    return new Made(
        Instant.parse(doc.at("time").text()),
        doc.at("entries").count(),
        TreeHash.parse(doc.at("root").text()),
        doc.at("found").count(),
        doc.at("findings").items().stream()
            .map(
                it ->
                    new Finding(
                        it.at("index").count(),
                        it.at("what").text(),
                        it.at("expected").text(),
                        it.at("found").text()))
            .toList());
  }

  /** As it stands in answers. */
  default Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    switch (this) {
      case None() -> json.put("state", "none");
      case Unreadable(String because) -> {
        json.put("state", "unreadable");
        json.put("because", because);
      }
      case Made made -> {
        json.put("state", "made");
        json.put("time", made.when().toString());
        json.put("entries", made.entries());
        json.put("root", made.root().toString());
        json.put("holds", made.found() == 0);
        json.put("found", made.found());
        json.put("findings", made.findings().stream().map(LastAudit::finding).toList());
      }
    }
    return json;
  }
}
