package dev.entente.server.console;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.governance.Matrix;
import dev.entente.operator.Role;
import dev.entente.server.overview.Activation;
import dev.entente.server.tryout.State;
import dev.entente.server.tryout.Tryout;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy in force, those before it, and a candidate that is tried. */
final class PolicyPages {
  /** Where a bundle is sent to, which is larger than a form. */
  static final List<String> UPLOADS = List.of("/policy/tryout", "/v1/policy/tryout");

  private static final int USUAL_DAYS = 30;

  private final Backstage backstage;
  private final Html html;
  private final Tryout tryout;

  PolicyPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
    this.tryout = backstage.bench().tryout();
  }

  void route(Router router) {
    router.get("/policy").blockingHandler(this::policy, false);
    router.get("/policy/tryout").handler(it -> shown(it, Optional.empty()));
    router.post("/policy/tryout").blockingHandler(this::uploaded, false);
    router.post("/policy/tryout/cancel").handler(this::cancel);

    router.get("/v1/policy").blockingHandler(it -> Calls.answer(it, 200, json()), false);
    router.get("/v1/policy/tryout").handler(it -> Calls.answer(it, 200, tryout.state().json()));
    router.post("/v1/policy/tryout").blockingHandler(this::sent, false);
    router.delete("/v1/policy/tryout").handler(this::cancelled);
  }

  private List<Activation> activations() {
    return backstage.history().activations().reversed();
  }

  private void policy(RoutingContext context) {
    Optional<Standing> standing =
        Optional.ofNullable(context.request().getParam("agreement"))
            .flatMap(this::standing)
            .or(() -> backstage.ledger().trust().standings().stream().findFirst());
    var values = new HashMap<String, Object>();
    values.put("activations", activations());
    values.put("alarms", backstage.bench().alarms().get());
    values.put("standing", standing);
    values.put("matrices", standing.map(this::matrices).orElse(List.of()));
    values.put("since", usual());
    html.show(context, 200, "policy", values);
  }

  private Optional<Standing> standing(String name) {
    try {
      return backstage.ledger().trust().standing(new AgreementId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(backstage.clock().instant(), ZoneOffset.UTC);
  }

  private String usual() {
    return today().minusDays(USUAL_DAYS).toString();
  }

  private List<Matrix> matrices(Standing standing) {
    return standing.terms().datasets().values().stream()
        .map(it -> Matrix.of(backstage.policy(), standing.terms(), it, today()))
        .toList();
  }

  private Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("activations", activations().stream().map(Activation::json).toList());
    json.put("alarms", backstage.bench().alarms().get());
    return json;
  }

  private void shown(RoutingContext context, Optional<String> refused) {
    html.show(
        context,
        refused.isPresent() ? 409 : 200,
        "tryout",
        Map.of("state", tryout.state(), "refused", refused));
  }

  private boolean may(RoutingContext context) {
    boolean decides =
        Seat.of(context)
            .operator()
            .map(backstage.settings().people()::get)
            .filter(Role::decides)
            .isPresent();
    if (!decides) {
      context.fail(403, new NotYours());
    }
    return decides;
  }

  private void uploaded(RoutingContext context) {
    if (may(context)) {
      Optional<String> refused =
          context.fileUploads().stream()
              .filter(it -> it.size() > 0)
              .findFirst()
              .map(it -> begin(context, bytes(it), context.request().getFormAttribute("since")))
              .orElse(Optional.of("choose a bundle's file"));
      if (refused.isPresent()) {
        shown(context, refused);
      } else {
        context.redirect("/policy/tryout");
      }
    }
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException e) {
      return new byte[0]; // refused as no bundle
    }
  }

  private void sent(RoutingContext context) {
    if (may(context)) {
      Buffer body = context.body().buffer() == null ? Buffer.buffer() : context.body().buffer();
      Optional<String> refused =
          begin(context, body.getBytes(), context.request().getParam("since", usual()));
      if (refused.isPresent()) {
        Calls.refuse(context, 409, refused.get());
      } else {
        Calls.answer(context, 202, tryout.state().json());
      }
    }
  }

  /** Why it did not begin; empty if it did. */
  private Optional<String> begin(RoutingContext context, byte[] bundle, String since) {
    Instant from;
    try {
      from = LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return Optional.of("since takes a day, such as 2026-01-31");
    }
    return tryout.begin(Seat.of(context).operator().orElseThrow(), bundle, from)
        ? Optional.empty()
        : Optional.of("one is tried just now; wait for it, or cancel it");
  }

  private void cancel(RoutingContext context) {
    if (may(context)) {
      tryout.cancel();
      context.redirect("/policy/tryout");
    }
  }

  private void cancelled(RoutingContext context) {
    if (may(context)) {
      tryout.cancel();
      State state = tryout.state();
      Calls.answer(context, 202, state.json());
    }
  }
}
