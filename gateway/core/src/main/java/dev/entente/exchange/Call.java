package dev.entente.exchange;

import dev.entente.agreement.Lifecycle;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a partner may call within an agreement. */
sealed interface Call {
  /** The agreement and its terms. */
  record ShowAgreement() implements Call {}

  /** The partner's signature under the terms. */
  record Accept() implements Call {}

  /** The joint view of give and take. */
  record ShowStanding() implements Call {}

  /** A way into the joint view for a browser. */
  record OpenView() implements Call {}

  record ListDatasets() implements Call {}

  record ShowDataset(DatasetId dataset) implements Call {}

  /**
   * Asks for records.
   *
   * @param export that they are a part of
   */
  record Ask(DatasetId dataset, OptionalLong export) implements Call {}

  /** Asks for groups of records. */
  record Sum(DatasetId dataset) implements Call {}

  /** Sets room aside for an export. */
  record Export(DatasetId dataset) implements Call {}

  /** Gives back what is left of it. */
  record EndExport(DatasetId dataset, long export) implements Call {}

  /** Takes what the partner shares. */
  record Contribute(ExchangeId exchange) implements Call {}

  /** The caller's own entries from an index on. */
  record ListEntries(long from, int limit) implements Call {}

  record Prove(long index) implements Call {}

  /** Issues a receipt again that may never have arrived. */
  record ShowReceipt(long index) implements Call {}

  /** Takes the partner's signatures over our receipts. */
  record Acknowledge() implements Call {}

  int MOST_ENTRIES = 1000;
  int USUAL_ENTRIES = 100;

  /**
   * Whether it is answered in that state of the agreement. What has been recorded can be looked at
   * and proved for as long as there is a ledger.
   */
  default boolean isAnswered(Lifecycle state) {
    return switch (this) {
      case ShowAgreement() -> true;
      case Accept() -> state == Lifecycle.PROPOSED || state == Lifecycle.ACTIVE;
      case ShowStanding(), OpenView(), ListEntries _, Prove _, ShowReceipt _, Acknowledge() ->
          state != Lifecycle.PROPOSED;
      case ListDatasets(), ShowDataset _, Ask _, Sum _, Export _, EndExport _, Contribute _ ->
          state == Lifecycle.ACTIVE;
    };
  }

  /**
   * The call that a method and the rest of a path after the agreement come to.
   *
   * @param rest the path's segments after {@code /v1/agreements/{a}}, undecoded
   * @param query the query after the question mark
   */
  static Outcome<Call> of(String method, List<String> rest, @Nullable String query) {
    return switch (rest) {
      case List<String> r when r.isEmpty() -> only("GET", method, ShowAgreement::new);
      case List<String> r when r.equals(List.of("acceptance")) -> only("POST", method, Accept::new);
      case List<String> r when r.equals(List.of("standing")) ->
          only("GET", method, ShowStanding::new);
      case List<String> r when r.equals(List.of("view")) -> only("POST", method, OpenView::new);
      case List<String> r when r.equals(List.of("acknowledgements")) ->
          only("POST", method, Acknowledge::new);
      case List<String> r when r.equals(List.of("datasets")) ->
          only("GET", method, ListDatasets::new);
      case List<String> r when r.size() == 2 && r.getFirst().equals("datasets") ->
          dataset(r.get(1)).then(id -> only("GET", method, () -> new ShowDataset(id)));
      case List<String> r
          when r.size() == 3 && r.getFirst().equals("datasets") && r.get(2).equals("query") ->
          dataset(r.get(1))
              .then(id -> only("POST", method, () -> new Ask(id, OptionalLong.empty())));
      case List<String> r
          when r.size() == 3 && r.getFirst().equals("datasets") && r.get(2).equals("aggregate") ->
          dataset(r.get(1)).then(id -> only("POST", method, () -> new Sum(id)));
      case List<String> r
          when r.size() == 3 && r.getFirst().equals("datasets") && r.get(2).equals("exports") ->
          dataset(r.get(1)).then(id -> only("POST", method, () -> new Export(id)));
      case List<String> r
          when r.size() == 4 && r.getFirst().equals("datasets") && r.get(2).equals("exports") ->
          dataset(r.get(1)).then(id -> index(r.get(3)).then(export -> of(method, id, export)));
      case List<String> r when isContribution(r) ->
          exchange(r.get(1)).then(id -> only("POST", method, () -> new Contribute(id)));
      case List<String> r when r.equals(List.of("entries")) ->
          only("GET", method, ShowAgreement::new).then(_ -> entries(query));
      case List<String> r
          when r.size() == 3 && r.getFirst().equals("entries") && r.get(2).equals("proof") ->
          index(r.get(1)).then(index -> only("GET", method, () -> new Prove(index)));
      case List<String> r
          when r.size() == 3 && r.getFirst().equals("entries") && r.get(2).equals("receipt") ->
          index(r.get(1)).then(index -> only("GET", method, () -> new ShowReceipt(index)));
      default -> Outcome.refused(ProblemCode.NOT_FOUND, "there is no such call");
    };
  }

  /** Whether it is a contribution that is sent to the rest of this path. */
  static boolean isContribution(List<String> rest) {
    return rest.size() == 3
        && rest.getFirst().equals("exchanges")
        && rest.get(2).equals("contributions");
  }

  private static Outcome<Call> only(String allowed, String method, Supplier<Call> call) {
    return method.equals(allowed) ? Outcome.passed(call.get()) : madeWith(List.of(allowed));
  }

  private static Outcome<Call> of(String method, DatasetId dataset, long export) {
    return switch (method) {
      case "POST" -> Outcome.passed(new Ask(dataset, OptionalLong.of(export)));
      case "DELETE" -> Outcome.passed(new EndExport(dataset, export));
      default -> madeWith(List.of("POST", "DELETE"));
    };
  }

  private static Outcome<Call> madeWith(List<String> allowed) {
    return Outcome.refused(
        Problem.of(
                ProblemCode.METHOD_NOT_ALLOWED,
                "this call is made with " + String.join(" or ", allowed))
            .with("allow", allowed));
  }

  private static Outcome<DatasetId> dataset(String text) {
    try {
      return Outcome.passed(new DatasetId(text));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Views.datasetUnknown());
    }
  }

  private static Outcome<ExchangeId> exchange(String text) {
    try {
      return Outcome.passed(new ExchangeId(text));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Views.exchangeUnknown());
    }
  }

  private static Outcome<Long> index(String text) {
    return isCount(text)
        ? Outcome.passed(Long.parseLong(text))
        : Outcome.refused(Views.entryUnknown());
  }

  private static Outcome<Call> entries(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0
          || parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        return malformed("the query is like from=0&limit=100");
      }
    }
    String from = parameters.getOrDefault("from", "0");
    String limit = parameters.getOrDefault("limit", String.valueOf(USUAL_ENTRIES));
    parameters.keySet().removeAll(List.of("from", "limit"));
    if (!parameters.isEmpty()) {
      return malformed("the query knows `from` and `limit` only");
    }
    if (!isCount(from) || !isCount(limit)) {
      return malformed("`from` and `limit` are whole numbers");
    }
    long most = Long.parseLong(limit);
    return most >= 1 && most <= MOST_ENTRIES
        ? Outcome.passed(new ListEntries(Long.parseLong(from), (int) most))
        : malformed("`limit` is from 1 to " + MOST_ENTRIES);
  }

  private static Outcome<Call> malformed(String detail) {
    return Outcome.refused(ProblemCode.QUERY_MALFORMED, detail);
  }

  /** Up to 15 digits, without a leading zero: within what JSON holds exactly. */
  private static boolean isCount(String text) {
    return !text.isEmpty()
        && text.length() <= 15
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }
}
