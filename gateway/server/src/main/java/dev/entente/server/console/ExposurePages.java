package dev.entente.server.console;

import dev.entente.agreement.Standing;
import dev.entente.catalog.DatasetId;
import dev.entente.reciprocity.Exposed;
import dev.entente.server.Talk;
import dev.entente.server.exposure.AskedRecord;
import dev.entente.server.exposure.ExposureCsv;
import dev.entente.server.exposure.Exposures;
import dev.entente.server.exposure.KnownRecords;
import dev.entente.server.exposure.ShownExposure;
import dev.entente.trustledger.exposure.Exposure;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one partner knows: by dataset and field, record by record, and to take along. */
final class ExposurePages {
  private final Backstage backstage;
  private final Html html;
  private final Exposures exposures;

  /** A dataset of an alliance, and what is known of it. */
  private record Found(Standing standing, DatasetId dataset, Exposed exposed) {}

  ExposurePages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
    this.exposures = backstage.bench().exposures();
  }

  void route(Router router) {
    router.get("/alliances/:agreement/known").blockingHandler(one(this::known), false);
    router.get("/alliances/:agreement/known/:dataset").blockingHandler(part(this::records), false);
    router
        .get("/alliances/:agreement/known/:dataset/record")
        .blockingHandler(part(this::lookUp), false);
    router
        .get("/alliances/:agreement/known/:dataset/records/:record")
        .blockingHandler(part(this::record), false);

    router
        .get("/v1/alliances/:agreement/known")
        .blockingHandler(
            one((context, it) -> Calls.answer(context, 200, shown(it).document())), false);
    router.get("/v1/alliances/:agreement/known.csv").blockingHandler(one(this::csv), false);
    router
        .get("/v1/alliances/:agreement/known/:dataset")
        .blockingHandler(
            part((context, it) -> Calls.answer(context, 200, page(context, it).json())), false);
    router
        .get("/v1/alliances/:agreement/known/:dataset/records/:record")
        .blockingHandler(
            part(
                (context, it) ->
                    KnownRecords.find(it.exposed(), context.pathParam("record"))
                        .ifPresentOrElse(
                            row -> Calls.answer(context, 200, row.json()),
                            () -> context.fail(404))),
            false);
  }

  private Handler<RoutingContext> one(BiConsumer<RoutingContext, Standing> show) {
    return context ->
        Calls.standing(context, backstage.ledger().trust())
            .ifPresentOrElse(it -> show.accept(context, it), () -> context.fail(404));
  }

  private Handler<RoutingContext> part(BiConsumer<RoutingContext, Found> show) {
    return one(
        (context, standing) ->
            found(context, standing)
                .ifPresentOrElse(it -> show.accept(context, it), () -> context.fail(404)));
  }

  /** Something was seen of it, or the terms have it. */
  private Optional<Found> found(RoutingContext context, Standing standing) {
    DatasetId dataset;
    try {
      dataset = new DatasetId(context.pathParam("dataset"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    @Nullable Exposed exposed = read(standing).byDataset().get(dataset);
    return exposed == null && !standing.terms().datasets().containsKey(dataset)
        ? Optional.empty()
        : Optional.of(new Found(standing, dataset, exposed == null ? new Exposed() : exposed));
  }

  private Exposure read(Standing standing) {
    return exposures.of(standing.terms().agreement());
  }

  private ShownExposure shown(Standing standing) {
    Exposure read = read(standing);
    return ShownExposure.of(
        standing.terms().partner() + ", by " + standing.terms().agreement(),
        read.entries(),
        read.byDataset(),
        read.summed(),
        read.lost());
  }

  private void known(RoutingContext context, Standing standing) {
    html.show(context, 200, "known", Map.of("standing", standing, "known", shown(standing)));
  }

  private static KnownRecords page(RoutingContext context, Found found) {
    String page = context.request().getParam("page", "1");
    return KnownRecords.of(
        found.dataset(),
        found.exposed(),
        page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
  }

  private void records(RoutingContext context, Found found) {
    show(context, found, page(context, found), Optional.empty());
  }

  private void show(
      RoutingContext context, Found found, KnownRecords records, Optional<String> unknown) {
    html.show(
        context,
        unknown.isPresent() ? 404 : 200,
        "known-records",
        Map.of("standing", found.standing(), "records", records, "unknown", unknown));
  }

  /** By the values of its key, as people know it. */
  private void lookUp(RoutingContext context, Found found) {
    String key = context.request().getParam("key", "");
    Optional<KnownRecords.Row> row =
        Optional.ofNullable(found.standing().terms().datasets().get(found.dataset()))
            .flatMap(new AskedRecord(List.of(key), exposures.hash())::in)
            .flatMap(it -> KnownRecords.find(found.exposed(), it.toString()));
    if (row.isPresent()) {
      show(context, found, row.get());
    } else {
      show(context, found, page(context, found), Optional.of(key));
    }
  }

  private void record(RoutingContext context, Found found) {
    KnownRecords.find(found.exposed(), context.pathParam("record"))
        .ifPresentOrElse(row -> show(context, found, row), () -> context.fail(404));
  }

  private void show(RoutingContext context, Found found, KnownRecords.Row row) {
    html.show(
        context,
        200,
        "known-record",
        Map.of("standing", found.standing(), "dataset", found.dataset().value(), "row", row));
  }

  /** Records stand as hashes: no source is read for it. */
  private void csv(RoutingContext context, Standing standing) {
    var text = new StringWriter();
    new ExposureCsv(new PrintWriter(text), exposures.hash(), Talk.none())
        .write(read(standing).byDataset(), Optional.empty());
    context
        .response()
        .putHeader("content-type", "text/csv; charset=utf-8")
        .putHeader(
            "content-disposition",
            "attachment; filename=\"" + standing.terms().agreement() + "-known.csv\"")
        .putHeader("cache-control", "no-store")
        .end(text.toString());
  }
}
