package dev.entente.server.overview;

import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agreement of an alliance, version by version.
 *
 * @param versions that its newest entries about terms tell of, newest first
 */
public record Versions(Standing standing, List<Version> versions) {
  public Versions {
    versions = List.copyOf(versions);
  }

  /** As the entries tell it that the history has read. */
  public static Versions of(Standing standing, History history, Ledger ledger) {
    var id = standing.terms().agreement();
    var versions = new ArrayList<Version>();
    for (long index : history.of(id).noted().terms()) {
      for (Stored stored : ledger.entries(id, index, 1)) {
        take(stored, versions);
      }
    }
    return new Versions(standing, versions.reversed());
  }

  private static void take(Stored stored, List<Version> versions) {
    Entry entry = EntryJson.read(stored.bytes());
    Line line = Line.of(stored);
    switch (entry.event()) {
      case Event.AgreementOpened opened -> versions.add(offered(opened.terms(), line, versions));
      case Event.AgreementAmended amended -> versions.add(offered(amended.terms(), line, versions));
      case Event.AgreementAccepted accepted -> accept(versions, accepted.termsHash(), line);
      default -> {}
    }
  }

  private static Version offered(Terms terms, Line line, List<Version> before) {
    return new Version(
        terms,
        line,
        Optional.empty(),
        false,
        before.isEmpty() ? List.of() : Version.changes(before.getLast().terms(), terms));
  }

  /** What is accepted last is in force. */
  private static void accept(List<Version> versions, Sha256 hash, Line line) {
    versions.replaceAll(Version::superseded);
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).terms().hash().equals(hash)) {
        versions.set(i, versions.get(i).accepted(line));
        return;
      }
    }
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("agreement", standing.terms().agreement().value());
    json.put("versions", versions.stream().map(Version::json).toList());
    return json;
  }
}
