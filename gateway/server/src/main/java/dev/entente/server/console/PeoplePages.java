package dev.entente.server.console;

import dev.entente.operator.Signatories;
import dev.entente.server.overview.Disputes;
import dev.entente.server.overview.PersonRow;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our people, and what is in dispute with anybody. */
final class PeoplePages {
  private final Backstage backstage;
  private final Html html;
  private final Presence presence;

  PeoplePages(Backstage backstage, Html html, Presence presence) {
    this.backstage = backstage;
    this.html = html;
    this.presence = presence;
  }

  void route(Router router) {
    router.get("/people").blockingHandler(this::people, false);
    router.get("/v1/people").blockingHandler(it -> Calls.answer(it, 200, json()), false);
    router.get("/disputes").blockingHandler(this::disputes, false);
    router.get("/v1/disputes").blockingHandler(it -> Calls.answer(it, 200, inDispute()), false);
  }

  private List<PersonRow> all() {
    Signatories signatories = backstage.ledger().trust().signatories();
    var names = new LinkedHashSet<>(backstage.settings().operators());
    names.addAll(signatories.names());
    return names.stream()
        .map(
            name ->
                new PersonRow(
                    name,
                    Optional.ofNullable(backstage.settings().people().get(name)),
                    signatories.of(name),
                    presence.of(name),
                    backstage.history().ordered(name)))
        .toList();
  }

  private void people(RoutingContext context) {
    html.show(
        context, 200, "people", Map.of("people", all(), "warning", backstage.keys().warning()));
  }

  private Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("people", all().stream().map(PersonRow::json).toList());
    json.put("warning", backstage.keys().warning().orElse(null));
    return json;
  }

  private void disputes(RoutingContext context) {
    Disputes disputes = backstage.history().disputes();
    html.show(
        context,
        200,
        "disputes",
        Map.of("open", disputes.all(true), "resolved", disputes.all(false)));
  }

  private Map<String, Object> inDispute() {
    Disputes disputes = backstage.history().disputes();
    var json = new LinkedHashMap<String, Object>();
    json.put("open", disputes.all(true).stream().map(Disputes.Case::json).toList());
    json.put("resolved", disputes.all(false).stream().map(Disputes.Case::json).toList());
    return json;
  }
}
