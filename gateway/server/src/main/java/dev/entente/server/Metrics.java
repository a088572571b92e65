package dev.entente.server;

import dev.entente.disclosure.Decided;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.exchange.Answer;
import dev.entente.policies.BundleCounts;
import dev.entente.policies.log.LogCounts;
import dev.entente.problem.PolicyFailure;
import dev.entente.server.webhooks.Courier;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What the gateway counts of its policy since it started, for Prometheus. Thread-safe. */
final class Metrics implements DecisionLog, LogCounts, BundleCounts {
  private static final String ACTIVATED = "activated";
  private static final String REFUSED = "refused";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final Counter decisions =
      counter(
          "entente_decisions_total",
          "Decisions for queries, by what they came to.",
          "outcome",
          "released",
          "withheld",
          "refused",
          "failed");
  private final Counter failures =
      counter(
          "entente_policy_failures_total",
          "Questions that the policy did not answer, by why.",
          "cause",
          names(PolicyFailure.values()));
  private final Counter heldBack =
      counter(
          "entente_held_back_total",
          "What the policy released beyond the terms, and the gateway held back.",
          "what",
          "field",
          "row");
  private final Counter bundles =
      counter(
          "entente_policy_bundles_total",
          "Policy bundles that were to take over, by what became of them.",
          "outcome",
          ACTIVATED,
          REFUSED);
  private final Counter logged =
      Counter.builder()
          .name("entente_decision_log_events_total")
          .help("Decisions that were written to the decision log, or taken by its service.")
          .register(registry);
  private final Counter lost =
      counter(
          "entente_decision_log_lost_total",
          "Decisions that the decision log does not have any more or never had, by why.",
          "cause",
          names(Loss.values()));

  private Counter counter(String name, String help, String label, String... values) {
    Counter counter = Counter.builder().name(name).help(help).labelNames(label).register(registry);
    Stream.of(values).forEach(counter::initLabelValues);
    return counter;
  }

  private static String[] names(Object[] values) {
    return Arrays.stream(values).map(Object::toString).toArray(String[]::new);
  }

  /** Where decisions are remembered, and how often one was served from there is known. */
  void remembering(LongSupplier served) {
    CounterWithCallback.builder()
        .name("entente_decisions_remembered_total")
        .help("Decisions that were made before for the same facts, and not asked for again.")
        .callback(told -> told.call((double) served.getAsLong()))
        .register(registry);
  }

  /** Whose reads are counted, each source by its dataset. */
  void reading(List<Bulkhead> sources) {
    CounterWithCallback.builder()
        .name("entente_source_reads_total")
        .help("Pages asked of a dataset's source, by what they came to.")
        .labelNames("dataset", "outcome")
        .callback(
            told ->
                sources.forEach(
                    it -> {
                      told.call((double) it.done(), it.dataset().value(), "read");
                      told.call((double) it.failed(), it.dataset().value(), "failed");
                      told.call((double) it.refused(), it.dataset().value(), REFUSED);
                    }))
        .register(registry);
    gauge("entente_source_reading", "Reads of a source under way.", sources, Bulkhead::reading);
    gauge(
        "entente_source_ready",
        "Whether a source works as far as is known.",
        sources,
        it -> it.ailment().isEmpty() ? 1 : 0);
  }

  /** Who is told of what wants attention. */
  void telling(List<Courier> couriers) {
    CounterWithCallback.builder()
        .name("entente_webhook_attempts_total")
        .help("Attempts to tell a receiver of something, by what they came to.")
        .labelNames("receiver", "outcome")
        .callback(
            told -> {
              sums(couriers, Courier::delivered).forEach((to, n) -> told.call(n, to, "taken"));
              sums(couriers, Courier::failed).forEach((to, n) -> told.call(n, to, "failed"));
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("entente_webhook_given_up_total")
        .help("Events that a receiver did not take in all their attempts.")
        .labelNames("receiver")
        .callback(told -> sums(couriers, Courier::abandoned).forEach((to, n) -> told.call(n, to)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("entente_webhook_waiting")
        .help("Events that wait for a receiver.")
        .labelNames("receiver")
        .callback(told -> sums(couriers, Courier::waiting).forEach((to, n) -> told.call(n, to)))
        .register(registry);
  }

  /** Two webhooks may lead to one host. */
  private static Map<String, Long> sums(List<Courier> couriers, ToLongFunction<Courier> figure) {
    var sums = new TreeMap<String, Long>();
    couriers.forEach(it -> sums.merge(it.receiver(), figure.applyAsLong(it), Long::sum));
    return sums;
  }

  private void gauge(
      String name, String help, List<Bulkhead> sources, ToDoubleFunction<Bulkhead> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("dataset")
        .callback(
            told -> sources.forEach(it -> told.call(value.applyAsDouble(it), it.dataset().value())))
        .register(registry);
  }

  @Override
  public void decided(Deliberated deliberated) {
    switch (deliberated.upshot()) {
      case Upshot.Released(Decided decided) -> answered("released", decided);
      case Upshot.Withheld(Decided decided) -> answered("withheld", decided);
      case Upshot.Refused(Decided decided, _) -> answered("refused", decided);
      case Upshot.Failed _ -> decisions.labelValues("failed").inc();
    }
  }

  @Override
  public void heldBack(int records) {
    heldBack.labelValues("row").inc(records);
  }

  private void answered(String outcome, Decided decided) {
    decisions.labelValues(outcome).inc();
    if (!decided.heldBack().isEmpty()) {
      heldBack.labelValues("field").inc(decided.heldBack().size());
    }
  }

  void failed(PolicyFailure failure) {
    failures.labelValues(failure.toString()).inc();
  }

  @Override
  public void activated() {
    bundles.labelValues(ACTIVATED).inc();
  }

  @Override
  public void refused() {
    bundles.labelValues(REFUSED).inc();
  }

  @Override
  public void kept(long events) {
    logged.inc(events);
  }

  @Override
  public void lost(Loss why, long events) {
    lost.labelValues(why.toString()).inc(events);
  }

  /** All of it, as it is now. */
  Answer answer() {
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail so", e);
    }
    return Answer.ok(writer.getContentType(), out.toByteArray());
  }
}
