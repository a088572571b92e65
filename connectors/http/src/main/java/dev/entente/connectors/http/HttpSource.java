package dev.entente.connectors.http;

import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.problem.Unavailable;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Findings;
import dev.entente.source.Manifest;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An API as a source. Thread-safe. */
final class HttpSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSource.class);

  /** So that a walk which ends in time can still say why it does. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Manifest manifest;
  private final Api api;
  private final Snapshots snapshots;
  private final Seen seen = new Seen();
  private volatile List<String> told = List.of();

  HttpSource(Manifest manifest, Api api) {
    this.manifest = manifest;
    this.api = api;
    this.snapshots = new Snapshots(this::walk, api.location().fresh());
  }

  /** Looks at all there is once, and tells what is untidy; that it is not there is told too. */
  void open(Opening opening) {
    try {
      snapshots.get(Map.of(), deadline());
      told.forEach(opening::finding);
    } catch (Unavailable e) {
      opening.finding("cannot be read now: " + e.getMessage());
    }
  }

  @Override
  public Page read(Selection selection) {
    Map<String, String> parameters =
        selection.filter().map(this::parameters).orElseGet(TreeMap::new);
    return snapshots.get(parameters, deadline()).page(selection);
  }

  private Deadline deadline() {
    return Deadline.in(manifest.limits().time().plus(GRACE));
  }

  /**
   * What the API itself can leave out, since it must equal one value: all of it is looked at again.
   */
  private SortedMap<String, String> parameters(Filter filter) {
    SortedMap<String, String> parameters = new TreeMap<>();
    mustHold(filter)
        .filter(it -> it.operator() == Operator.EQUAL || isOne(it))
        .forEach(
            it -> {
              String parameter = api.location().parameters().get(it.field());
              if (parameter != null) {
                parameters.putIfAbsent(parameter, it.values().getFirst().toString());
              }
            });
    return parameters;
  }

  private static boolean isOne(Filter.Comparison comparison) {
    return comparison.operator() == Operator.IN && comparison.values().size() == 1;
  }

  private static Stream<Filter.Comparison> mustHold(Filter filter) {
    return switch (filter) {
      case Filter.All(List<Filter> of) -> of.stream().flatMap(HttpSource::mustHold);
      case Filter.Any _ -> Stream.empty();
      case Filter.Comparison comparison -> Stream.of(comparison);
    };
  }

  private Snapshot walk(Map<String, String> parameters) {
    var findings = new Findings(manifest.dataset().held());
    var snapshot =
        new Snapshot(
            manifest.dataset(),
            seen.call(() -> new Walk(api, findings, manifest.limits()).records(parameters)));
    if (snapshot.repeated() > 0) {
      findings.repeated(snapshot.repeated(), "the answer");
    }
    if (parameters.isEmpty()) {
      tell(findings);
    }
    return snapshot;
  }

  /** Says it once, not at each reading. */
  private void tell(Findings findings) {
    List<String> now = new ArrayList<>();
    findings.tell(
        new Opening() {
          @Override
          public void progress(long done, long total, String unit) {}

          @Override
          public void finding(String text) {
            now.add(text);
          }
        });
    if (!now.equals(told)) {
      told = List.copyOf(now);
      now.forEach(text -> LOG.warn("dataset {}: {}", manifest.dataset().id(), text));
    }
  }

  @Override
  public boolean look() {
    var findings = new Findings(manifest.dataset().held());
    seen.look(() -> new Walk(api, findings, manifest.limits()).look(), () -> walk(Map.of()));
    return true;
  }

  /** Every condition is applied here. */
  @Override
  public boolean applies(Filter condition) {
    return true;
  }

  @Override
  public void close() {
    snapshots.close();
    api.connections().close();
  }
}
