package dev.entente.server.cli;

import dev.entente.agreement.Standing;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    report.findings().forEach(finding -> lines.add(finding.toString()));
    if (report.found() > report.findings().size()) {
      lines.add("and " + (report.found() - report.findings().size()) + " more");
    }
    lines.add(report.holds() ? "everything holds" : report.found() + " do not hold");
    return lines;
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
    document.put("found", report.found());
    document.put("findings", report.findings().stream().map(ShownAudit::finding).toList());
    return document;
  }

  private static Map<String, Object> standing(Standing standing) {
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
