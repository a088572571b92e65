package dev.entente.server.directory;

import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.json.Doc;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the terms would refuse as a whole, and what they cannot know, found at its place. */
final class TermsChecks {
  private static final int LONGEST_TEXT = 200;
  private static final BigDecimal LOWEST_RATE = new BigDecimal("0.2");
  private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(5);

  private final YamlFile file;
  private final Governance governance;
  private final Mistakes mistakes;

  TermsChecks(YamlFile file, Governance governance, Mistakes mistakes) {
    this.file = file;
    this.governance = governance;
    this.mistakes = mistakes;
  }

  /** Who stands for the agreement, and what for. */
  void people() {
    Doc doc = file.doc();
    Stream.of("partner", "term", "notice").forEach(this::words);
    doc.find("purposes")
        .filter(list -> list.isArray() && list.items().isEmpty())
        .ifPresent(
            list ->
                mistakes.add(file, list, "an agreement has at least one purpose to use it for"));
    doc.find("contacts")
        .filter(Doc::isObject)
        .flatMap(contacts -> contacts.find("ours"))
        .flatMap(ours -> mistakes.attempt(file, ours, ours::items))
        .ifPresent(ours -> ours.forEach(this::operator));
  }

  private void words(String name) {
    mistakes
        .text(file, file.doc(), name)
        .filter(text -> text.isBlank() || text.length() > LONGEST_TEXT)
        .ifPresent(
            _ ->
                mistakes.add(
                    file,
                    file.doc().at(name),
                    "`" + name + "` has 1 to " + LONGEST_TEXT + " characters"));
  }

  private void operator(Doc contact) {
    List<String> operators = governance.operators().orElse(List.of());
    String name = contact.node().asText();
    if (governance.operators().isPresent() && !operators.contains(name)) {
      mistakes.add(
          file,
          contact,
          Unknown.name("operator", name, operators)
              + " (in entente.yaml); our contacts are operators");
    }
  }

  /** What refers to the datasets and exchanges of the agreement. */
  void numbers(Map<DatasetId, Dataset> datasets, Map<ExchangeId, ExchangeManifest> exchanges) {
    var asked = exchanges.keySet().stream().map(ExchangeId::value).toList();
    named("expect", "exchange in this agreement", asked);
    named("windows", "category in this agreement", categories(datasets, exchanges));
    file.doc().find("rate").ifPresent(rate -> mistakes.attempt(file, rate, () -> within(rate)));
    if (datasets.isEmpty() && exchanges.isEmpty()) {
      file.doc()
          .find("datasets")
          .filter(Doc::isArray)
          .ifPresent(
              list ->
                  mistakes.add(file, list, "name at least one dataset; there is nothing to share"));
    }
  }

  private void named(String map, String what, Collection<String> known) {
    file.doc()
        .find(map)
        .flatMap(all -> mistakes.attempt(file, all, all::members))
        .ifPresent(
            members ->
                members.forEach(
                    (name, value) -> {
                      if (!known.contains(name)) {
                        mistakes.add(file, value, Unknown.name(what, name, known));
                      }
                    }));
  }

  private static Set<String> categories(
      Map<DatasetId, Dataset> datasets, Map<ExchangeId, ExchangeManifest> exchanges) {
    var categories = new TreeSet<String>();
    datasets.values().stream()
        .flatMap(dataset -> dataset.fields().stream())
        .map(field -> field.category())
        .map(Category::value)
        .forEach(categories::add);
    exchanges.values().stream()
        .flatMap(exchange -> exchange.fields().stream())
        .map(field -> field.category())
        .map(Category::value)
        .forEach(categories::add);
    return categories;
  }

  private static BigDecimal within(Doc rate) {
    BigDecimal number = rate.number();
    if (number.compareTo(LOWEST_RATE) < 0 || number.compareTo(HIGHEST_RATE) > 0) {
      throw rate.malformed("a rate is from 0.2 to 5, this is " + number);
    }
    return number;
  }
}
