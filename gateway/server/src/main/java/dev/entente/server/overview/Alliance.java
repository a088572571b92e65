package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.disclosure.GateState;
import dev.entente.ledger.Known;
import dev.entente.trustledger.GroupCommitLedger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One alliance as its managers see it.
 *
 * @param gates of the next stage, as the policy judges them now; none at the last
 * @param known what the partner has seen, by dataset and field
 * @param timeline its newest entries
 * @param readers who of neither side may read the books
 */
public record Alliance(
    Alliances.Row row,
    Course course,
    List<GateState> gates,
    List<Known> known,
    Timeline timeline,
    Collection<Reader> readers) {
  /** As it is at that instant, with those gates. */
  public static Alliance of(
      Standing standing,
      History history,
      RefusedSignatures refused,
      List<GateState> gates,
      GroupCommitLedger ledger,
      Instant now) {
    AgreementId id = standing.terms().agreement();
    return new Alliance(
        Alliances.row(standing, history, refused, now),
        history.of(id),
        gates,
        ledger.known(id),
        Timeline.of(ledger.published(), standing, Optional.empty()),
        readers(standing, now));
  }

  public Standing standing() {
    return row.standing();
  }

  /** The next stage, if there is one. */
  public Optional<String> next() {
    return standing().terms().ladder().next(standing().stage()).map(it -> it.stage().value());
  }

  /** The stage before, if there is one. */
  public Optional<String> before() {
    return standing().terms().ladder().previous(standing().stage()).map(it -> it.stage().value());
  }

  /** What is proposed and is no raise, by the subjects' names. */
  public List<String> others() {
    return standing().proposals().bySubject().values().stream()
        .map(Proposal::subject)
        .filter(it -> !(it instanceof Subject.Raise))
        .map(Subject::name)
        .toList();
  }

  /** Whether the next stage can be proposed. */
  public boolean isReady() {
    return gates.stream().allMatch(GateState::met);
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    Map<String, Object> json = row.json();
    next()
        .ifPresent(
            stage -> {
              var next = new LinkedHashMap<String, Object>();
              next.put("stage", stage);
              next.put("gates", gates.stream().map(GateState::document).toList());
              json.put("next", next);
            });
    json.put("course", course.json());
    json.put("known", known.stream().map(Alliance::known).toList());
    json.put("readers", readers(readers));
    json.put("entries", timeline.lines().stream().map(Line::json).toList());
    return json;
  }

  static Collection<Reader> readers(Standing standing, Instant now) {
    return standing.at(now).books().readers().values();
  }

  static List<Map<String, Object>> readers(Collection<Reader> readers) {
    return readers.stream()
        .map(
            it -> {
              var json = new LinkedHashMap<String, Object>();
              json.put("reader", it.name());
              json.put("until", it.until().toString());
              return (Map<String, Object>) json;
            })
        .toList();
  }

  static Map<String, Object> known(Known known) {
    var json = new LinkedHashMap<String, Object>();
    json.put("dataset", known.dataset().value());
    json.put("field", known.field().value());
    json.put("form", known.form().toString());
    json.put("records", known.records());
    return json;
  }
}
