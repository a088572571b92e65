package dev.entente.server.cli;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Recovered;
import dev.entente.ledger.Recovery;
import dev.entente.operator.Checkpointed;
import dev.entente.server.show.Printable;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An audit's report as it is printed. */
final class ShownAudit {
  private ShownAudit() {}

  static List<String> lines(AuditReport report) {
    var lines = new ArrayList<String>();
    lines.add("entries " + report.size() + ", root " + report.root());
    if (report.from() > 0) {
      lines.add("checked from entry " + report.from() + " on; what came before was audited before");
    }
    lines.add(
        "released %d times, %d records, worth %s; forgiven %s"
            .formatted(
                report.disclosures(),
                report.records(),
                report.value().decimal().toPlainString(),
                report.forgiven().decimal().toPlainString()));
    for (Standing standing : report.standings()) {
      lines.add(
          "%s: %s, stage %s, exposure %s of %s"
              .formatted(
                  standing.terms().agreement(),
                  standing.state(),
                  standing.stage(),
                  standing.account().total().exposure().decimal().toPlainString(),
                  standing.window().decimal().toPlainString()));
    }
    report.recoveries().forEach(recovered -> lines.add(recovered(recovered)));
    for (long size : report.lost()) {
      lines.add(
          "the checkpoint of %d entries from outside is no fork: it is named there as lost"
              .formatted(size));
    }
    report.findings().forEach(finding -> lines.add(finding.toString()));
    if (report.found() > report.findings().size()) {
      lines.add("and " + (report.found() - report.findings().size()) + " more");
    }
    lines.add(report.holds() ? "everything holds" : report.found() + " do not hold");
    return lines;
  }

  private static String recovered(Recovered recovered) {
    Recovery recovery = recovered.recovery();
    return Printable.of(
        "entry %d: the log went on from %d entries; lost is what had come after, up to %s: %s"
            .formatted(
                recovered.index(),
                recovery.recover().at().size(),
                lost(recovery).stream().map(Object::toString).collect(Collectors.joining(", ")),
                recovery.order().because()));
  }

  private static List<Long> lost(Recovery recovery) {
    return recovery.recover().lost().stream().map(Checkpointed::size).toList();
  }

  static Map<String, Object> document(AuditReport report) {
    var document = new LinkedHashMap<String, Object>();
    document.put("holds", report.holds());
    document.put("from", report.from());
    document.put("entries", report.size());
    document.put("root", report.root().toString());
    document.put("disclosures", report.disclosures());
    document.put("records", report.records());
    document.put("value", report.value().decimal());
    document.put("forgiven", report.forgiven().decimal());
    document.put("agreements", report.standings().stream().map(ShownAudit::standing).toList());
    document.put("recoveries", report.recoveries().stream().map(ShownAudit::document).toList());
    document.put("lost-checkpoints", report.lost());
    document.put("found", report.found());
    document.put("findings", report.findings().stream().map(ShownAudit::finding).toList());
    return document;
  }

  private static Map<String, Object> document(Recovered recovered) {
    var document = new LinkedHashMap<String, Object>();
    document.put("index", recovered.index());
    document.put("left", recovered.recovery().recover().at().size());
    document.put("lost", lost(recovered.recovery()));
    document.put("because", recovered.recovery().order().because());
    return document;
  }

  static Map<String, Object> standing(Standing standing) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", standing.terms().agreement().value());
    document.put("state", standing.state().toString());
    document.put("stage", standing.stage().value());
    document.put("exposure", standing.account().total().exposure().decimal());
    document.put("window", standing.window().decimal());
    return document;
  }

  private static Map<String, Object> finding(Finding finding) {
    var document = new LinkedHashMap<String, Object>();
    document.put("index", finding.index());
    document.put("what", finding.what());
    document.put("expected", finding.expected());
    document.put("found", finding.found());
    return document;
  }
}
