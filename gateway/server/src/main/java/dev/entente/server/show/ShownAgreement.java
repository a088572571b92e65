package dev.entente.server.show;

import dev.entente.json.Doc;
import dev.entente.server.client.Agreement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An agreement's terms, as short as someone can read them who is to sign. */
public final class ShownAgreement {
  private static final int LABEL = 12;

  private ShownAgreement() {}

  /**
   * The parties, what is offered at which stage, the windows, and the hash to be signed.
   *
   * @throws dev.entente.json.Malformed if the terms are not terms
   */
  public static List<String> lines(Agreement agreement, Terminal terminal) {
    Doc terms = agreement.terms();
    int room = terminal.width() - LABEL;
    List<String> lines = new ArrayList<>();
    lines.add("agreement   " + fit(parties(agreement), room));
    lines.add("purposes    " + fit(String.join(", ", terms.at("purposes").texts()), room));
    lines.add("windows     " + fit(windows(agreement), room));
    List<String> stages = List.copyOf(agreement.ladder().keySet());
    terms
        .at("datasets")
        .members()
        .forEach((name, set) -> lines.add("we give     " + fit(offered(name, set, stages), room)));
    terms
        .at("exchanges")
        .members()
        .forEach((name, exchange) -> lines.add("they give   " + fit(wanted(name, exchange), room)));
    lines.add("terms-hash  " + terminal.ink().bold(agreement.claimed().toString()));
    return lines;
  }

  private static String fit(String text, int room) {
    return Printable.cut(Printable.of(text), room);
  }

  private static String parties(Agreement agreement) {
    return agreement.agreement()
        + ": "
        + agreement.terms().at("gateway").text()
        + " and "
        + agreement.partner()
        + ", "
        + agreement.terms().at("type").text()
        + "; "
        + agreement.state()
        + ", stage "
        + agreement.stage();
  }

  private static String windows(Agreement agreement) {
    return joined(agreement.ladder())
        + agreement
            .terms()
            .find("windows")
            .map(
                all -> {
                  var windows = new LinkedHashMap<String, BigDecimal>();
                  all.members().forEach((name, amount) -> windows.put(name, amount.number()));
                  return windows.isEmpty() ? "" : "; by category " + joined(windows);
                })
            .orElse("");
  }

  private static String joined(Map<String, BigDecimal> windows) {
    return windows.entrySet().stream()
        .map(window -> window.getKey() + " " + Bar.plain(window.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Such as {@code accounts: early 2 fields and 4 in a weaker form, mid 5 fields, late 1 field}.
   */
  private static String offered(String name, Doc dataset, List<String> stages) {
    List<Doc> fields = List.copyOf(dataset.at("fields").members().values());
    return name
        + ": "
        + stages.stream()
            .map(stage -> opened(stage, fields))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
  }

  private static String opened(String stage, List<Doc> fields) {
    long full = fields.stream().filter(f -> f.at("stage").text().equals(stage)).count();
    long weaker =
        fields.stream()
            .filter(f -> f.find("weaker").flatMap(w -> w.find(stage)).isPresent())
            .count();
    return full + weaker == 0
        ? ""
        : stage
            + " "
            + ShownQuery.count(full, "field")
            + (weaker == 0 ? "" : " and " + weaker + " in a weaker form");
  }

  private static String wanted(String name, Doc exchange) {
    return name + ": " + String.join(", ", exchange.at("fields").members().keySet());
  }
}
