package dev.entente.server.console;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.exchange.Preview;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.overview.AsPartner;
import dev.entente.signature.Sender;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dataset, and what one partner would be answered of it now. One such answer is made at a time,
 * so that looking takes no more than one place of a source from those who really ask.
 */
final class PreviewPages {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewPages.class);
  private static final int MOST_NAMED = 200;
  private static final int PATIENCE_SECONDS = 5;

  private final Backstage backstage;
  private final Html html;
  private final Semaphore place = new Semaphore(1, true);

  PreviewPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router
        .get("/datasets/:dataset")
        .blockingHandler(it -> show(it, Tried.of(it.request().params()), none()), false);
    router.post("/datasets/:dataset/preview").blockingHandler(this::tried, false);
    router
        .post("/v1/alliances/:agreement/datasets/:dataset/preview")
        .blockingHandler(this::call, false);
  }

  private static Optional<AsPartner> none() {
    return Optional.empty();
  }

  private Optional<Dataset> dataset(RoutingContext context) {
    try {
      return Optional.ofNullable(backstage.bench().directory().datasets().get(id(context)))
          .map(DatasetFile::manifest)
          .map(it -> it.dataset());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static DatasetId id(RoutingContext context) {
    return new DatasetId(context.pathParam("dataset"));
  }

  private void show(RoutingContext context, Tried tried, Optional<AsPartner> seen) {
    Optional<Dataset> dataset = dataset(context);
    if (dataset.isEmpty()) {
      context.fail(404);
      return;
    }
    DatasetId id = dataset.get().id();
    List<String> agreements =
        backstage.ledger().trust().standings().stream()
            .filter(it -> it.terms().datasets().containsKey(id))
            .map(it -> it.terms().agreement().value())
            .sorted()
            .limit(MOST_NAMED)
            .toList();
    html.show(
        context,
        200,
        "dataset",
        Map.of(
            "dataset",
            dataset.get(),
            "ailment",
            Optional.ofNullable(backstage.bench().ailments().get().get(id.value())),
            "agreements",
            agreements,
            "tried",
            tried,
            "seen",
            seen));
  }

  /** Whether who is signed in is shown records. */
  private boolean may(RoutingContext context) {
    return Seat.of(context)
        .operator()
        .map(backstage.settings().people()::get)
        .filter(Role::decides)
        .isPresent();
  }

  private void tried(RoutingContext context) {
    var tried = Tried.of(context.request().formAttributes());
    if (!may(context)) {
      context.fail(403, new NotYours());
    } else if (dataset(context).isEmpty()) {
      context.fail(404);
    } else {
      show(
          context,
          tried,
          Optional.of(AsPartner.of(preview(context, tried.agreement(), tried.query()))));
    }
  }

  private void call(RoutingContext context) {
    if (!may(context)) {
      context.fail(403, new NotYours());
      return;
    }
    byte[] query =
        context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    AsPartner seen = AsPartner.of(preview(context, context.pathParam("agreement"), query));
    seen.refusal().ifPresent(it -> Calls.answer(context, it.code().status(), it.document()));
    seen.answer()
        .ifPresent(
            it ->
                context
                    .response()
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(Buffer.buffer(it.json())));
  }

  private Outcome<Preview> preview(RoutingContext context, String agreement, byte[] query) {
    var sender = new Sender();
    context.response().closeHandler(_ -> sender.leave());
    try {
      if (!place.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Outcome.refused(
            ProblemCode.RATE_LIMITED, "somebody else of ours is looking just now; press again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused(ProblemCode.INTERNAL, "the gateway is closing");
    }
    try {
      LOG.info(
          "{} looks at what {} would be answered of {}",
          Seat.of(context).operator().orElseThrow(),
          new AgreementId(agreement),
          id(context));
      return backstage
          .bench()
          .previews()
          .of(new AgreementId(agreement), id(context), query, sender);
    } catch (IllegalArgumentException e) {
      return Outcome.refused(ProblemCode.NOT_FOUND, "there is no such agreement or dataset");
    } finally {
      place.release();
    }
  }
}
