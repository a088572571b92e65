package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Ladder;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.PromotionInput;
import dev.entente.governance.Forecasts;
import dev.entente.ledger.Known;
import dev.entente.trustledger.GroupCommitLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One alliance as its managers see it.
 *
 * @param gates of the next stage, as the policy judges them now; none at the last
 * @param previous the stage before, and what going down to it would close; none at the first
 * @param known what the partner has seen, by dataset and field
 * @param timeline its newest entries
 * @param readers who of neither side may read the books
 */
public record Alliance(
    Alliances.Row row,
    Course course,
    List<GateState> gates,
    Optional<Previous> previous,
    List<Known> known,
    Timeline timeline,
    Collection<Reader> readers) {

  /**
   * The stage before.
   *
   * @param closes the fields that are released now in a stronger form than they would be there
   */
  public record Previous(String stage, List<Opening> closes) {
    public Previous {
      closes = List.copyOf(closes);
    }

    private Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("stage", stage);
      json.put("closes", closes.stream().map(Previous::closing).toList());
      return json;
    }

    private static Map<String, Object> closing(Opening back) {
      var json = new LinkedHashMap<String, Object>();
      json.put("dataset", back.dataset().value());
      json.put("field", back.field().value());
      json.put("now", back.to());
      json.put("then", back.from().orElse(null));
      return json;
    }
  }

  /** As it is at that instant, as the policy judges it. */
  public static Alliance of(
      Standing standing,
      History history,
      RefusedSignatures refused,
      Forecasts forecasts,
      GroupCommitLedger ledger,
      Instant now) {
    AgreementId id = standing.terms().agreement();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new Alliance(
        Alliances.row(standing, history, refused, now),
        history.of(id),
        PromotionInput.of(standing, now).map(forecasts::gates).orElse(List.of()),
        standing
            .terms()
            .ladder()
            .previous(standing.stage())
            .map(Ladder.Rung::stage)
            .map(it -> new Previous(it.value(), forecasts.closes(standing, it, today))),
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
    previous.ifPresent(it -> json.put("previous", it.json()));
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
