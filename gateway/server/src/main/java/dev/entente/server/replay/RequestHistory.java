package dev.entente.server.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.LoggedInput;
import dev.entente.disclosure.PolicyInput;
import dev.entente.governance.Replay.Question;
import dev.entente.governance.Replay.Request;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Fold;
import dev.entente.policies.log.LogFiles;
import dev.entente.policies.log.LogPlace;
import dev.entente.server.GatewayLedger;
import dev.entente.server.Talk;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Gathers the requests since some time. What the decision log has is exact; of a release that it
 * does not have, what the policy was told is rebuilt as the ledger stood when it was recorded.
 */
public final class RequestHistory {
  private static final int CHUNK = 1_000;

  private final AllianceDirectory directory;
  private final Instant since;
  private final Talk talk;
  private final LoggedRequests log;
  private Set<String> decisions = Set.of();
  private final Fold fold = new Fold();
  private final Map<AgreementId, Map<Sha256, Terms>> terms = new HashMap<>();
  private final SequencedMap<String, Gathered> gathered = new LinkedHashMap<>();
  private long logged;
  private long rebuilt;
  private long unread;
  private long gone;

  private record Gathered(PolicyInput input, List<Request> requests) {}

  private RequestHistory(AllianceDirectory directory, Instant since, Talk talk) {
    this.directory = directory;
    this.since = since;
    this.talk = talk;
    this.log = new LoggedRequests(since);
  }

  /**
   * Reads both, also beside the gateway.
   *
   * @throws StoreException if the ledger cannot be read
   * @throws IOException if the log cannot be
   */
  public static History read(AllianceDirectory directory, Instant since, Talk talk)
      throws IOException {
    var history = new RequestHistory(directory, since, talk);
    history.readLog();
    history.readLedger();
    return history.come();
  }

  private void readLog() throws IOException {
    Optional<LogPlace> place = directory.settings().decisionLog();
    if (place.isPresent() && place.get() instanceof LogPlace.Folder(Path folder, _)) {
      List<Path> files = LogFiles.in(folder);
      for (int i = 0; i < files.size(); i++) {
        log.read(files.get(i));
        talk.progress("reading the decision log, file", i + 1, files.size());
      }
    }
    decisions = log.decisions();
  }

  private void readLedger() {
    try (LogReader reader = GatewayLedger.read(directory.settings())) {
      long all = size(reader);
      List<Kept> chunk = reader.entries(0, CHUNK);
      while (!chunk.isEmpty()) {
        chunk.forEach(this::entry);
        long next = chunk.getLast().index() + 1;
        talk.progress("reading the ledger, entry", next, Math.max(next, all));
        chunk = reader.entries(next, CHUNK);
      }
    } catch (Malformed | IllegalStateException e) {
      throw new StoreException("the log cannot be understood: " + e.getMessage(), e);
    }
  }

  /** A checkpoint's second line says how many entries there are. */
  private static long size(LogReader reader) {
    return reader
        .checkpoint()
        .map(note -> Long.parseLong(note.lines().skip(1).findFirst().orElse("0")))
        .orElse(0L);
  }

  private void entry(Kept kept) {
    Entry entry = EntryJson.read(kept.bytes());
    if (entry.event() instanceof Disclosed disclosed && !entry.time().isBefore(since)) {
      release(kept.index(), entry.time(), disclosed);
    }
    fold.apply(kept.index(), entry);
    if (entry.event() instanceof Event.OfAgreement event) {
      remember(event.agreement());
    }
  }

  /** Each version of the terms. */
  private void remember(AgreementId agreement) {
    Standing now = fold.standing(agreement).orElseThrow();
    terms.computeIfAbsent(agreement, _ -> new HashMap<>()).put(now.termsHash(), now.terms());
  }

  private void release(long index, Instant time, Disclosed disclosed) {
    if (decisions.contains(disclosed.decision().toString())) {
      return;
    }
    log.masked().remove(disclosed.decision().toString());
    Standing standing = fold.standing(disclosed.agreement()).orElseThrow().at(time);
    Optional<Dataset> dataset = offered(standing.terms(), disclosed);
    if (dataset.isEmpty()) {
      gone++;
      return;
    }
    var asked = new LinkedHashSet<FieldName>();
    disclosed.fields().forEach(touched -> asked.add(touched.field().field()));
    PolicyInput input =
        PolicyInput.of(
            standing,
            dataset.get(),
            disclosed.stage(),
            disclosed.purpose().map(Object::toString),
            asked,
            LocalDate.ofInstant(time, ZoneOffset.UTC));
    rebuilt++;
    gathered
        .computeIfAbsent(text(input.json()), _ -> new Gathered(input, new ArrayList<>()))
        .requests()
        .add(new Request("entry " + index, true));
  }

  /** As the terms offer it, narrowed by the manifest as it is today, where there is one. */
  private Optional<Dataset> offered(Terms terms, Disclosed disclosed) {
    Optional<Dataset> agreed = Optional.ofNullable(terms.datasets().get(disclosed.dataset()));
    Optional<Dataset> manifest = manifest(disclosed.dataset());
    return agreed.flatMap(
        it -> manifest.isEmpty() ? agreed : it.narrowed(manifest.get(), terms.ladder()::later));
  }

  /** As it is today. */
  private Optional<Dataset> manifest(DatasetId id) {
    return Optional.ofNullable(directory.datasets().get(id)).map(file -> file.manifest().dataset());
  }

  private History come() {
    log.byInput().forEach(this::logged);
    var questions = new ArrayList<Question>();
    gathered.values().forEach(it -> questions.add(new Question(it.input(), it.requests())));
    return new History(
        fold,
        questions,
        logged,
        rebuilt,
        log.masked().size(),
        log.unread() + unread,
        log.torn(),
        gone);
  }

  private void logged(String text, List<String> ids) {
    Gathered known = gathered.get(text);
    if (known == null) {
      Optional<PolicyInput> input = input(text);
      if (input.isEmpty()) {
        unread += ids.size();
        return;
      }
      known = new Gathered(input.get(), new ArrayList<>());
      gathered.put(text, known);
    }
    logged += ids.size();
    known.requests().addAll(ids.stream().map(id -> new Request("decision " + id, false)).toList());
  }

  /** What the policy was told, under those terms of the agreement under which it was. */
  private Optional<PolicyInput> input(String text) {
    JsonNode document = Json.read(text.getBytes(StandardCharsets.UTF_8));
    try {
      var agreement = new AgreementId(document.path("agreement").asText());
      return terms.getOrDefault(agreement, Map.of()).values().stream()
          .flatMap(it -> under(document, it).stream())
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<PolicyInput> under(JsonNode document, Terms terms) {
    try {
      var held =
          manifest(new DatasetId(document.path("dataset").asText()))
              .map(Dataset::held)
              .orElseGet(LinkedHashMap::new);
      return Optional.of(LoggedInput.read(document, terms, held));
    } catch (Malformed | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode input) {
    return new String(Json.write(input), StandardCharsets.UTF_8);
  }
}
