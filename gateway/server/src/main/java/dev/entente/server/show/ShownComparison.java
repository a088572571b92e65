package dev.entente.server.show;

import dev.entente.agreement.PartnershipType;
import dev.entente.agreement.Terms;
import dev.entente.governance.Comparison.Difference;
import dev.entente.governance.Comparison.Place;
import dev.entente.governance.Comparison.When;
import dev.entente.governance.Matrix.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What two policies decide otherwise: as a table, and as JSON. */
public final class ShownComparison {
  private ShownComparison() {}

  public static List<String> lines(
      String dataset, Terms terms, List<Difference> differences, Terminal terminal) {
    var lines = new ArrayList<String>();
    lines.add(
        terminal.ink().bold(Printable.of(dataset))
            + " for "
            + Printable.of(terms.agreement().value())
            + (differences.isEmpty() ? ": the same" : ""));
    if (differences.isEmpty()) {
      return lines;
    }
    var table = new Table(List.of("field", "", "was", "is", "stages", "purposes", "types", "when"));
    for (Difference difference : differences) {
      table.row(
          List.of(
              difference.subject(),
              difference.kind().toString().toLowerCase(Locale.ROOT),
              text(difference.was()),
              text(difference.is()),
              some(difference.each(Place::stage), terms.ladder().stages()),
              some(difference.each(Place::purpose), terms.purposes()),
              some(difference.each(Place::type), List.of(PartnershipType.values())),
              some(difference.each(Place::when), List.of(When.values()))));
    }
    lines.addAll(table.lines(terminal.width(), terminal.ink()));
    return lines;
  }

  private static <T> String some(List<T> those, List<T> all) {
    return those.size() == all.size()
        ? "any"
        : those.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String text(Cell cell) {
    return cell.release().equals("withheld")
        ? "no" + cell.reason().map(reason -> ": " + reason.because()).orElse("")
        : cell.release() + cell.reason().map(reason -> ", " + reason.because()).orElse("");
  }

  public static Map<String, Object> document(
      String dataset, Terms terms, List<Difference> differences) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", terms.agreement().value());
    document.put("dataset", dataset);
    document.put("differences", differences.stream().map(ShownComparison::document).toList());
    return document;
  }

  private static Map<String, Object> document(Difference difference) {
    var about = new LinkedHashMap<String, Object>();
    about.put("field", difference.subject());
    about.put("change", difference.kind().toString().toLowerCase(Locale.ROOT));
    about.put("was", cell(difference.was()));
    about.put("is", cell(difference.is()));
    about.put("stages", texts(difference.each(Place::stage)));
    about.put("purposes", texts(difference.each(Place::purpose)));
    about.put("types", texts(difference.each(Place::type)));
    about.put("when", texts(difference.each(Place::when)));
    return about;
  }

  private static Map<String, Object> cell(Cell cell) {
    var about = new LinkedHashMap<String, Object>();
    about.put("release", cell.release());
    cell.reason().ifPresent(reason -> about.put("because", reason.because().toString()));
    return about;
  }

  private static List<String> texts(List<?> all) {
    return all.stream().map(Object::toString).toList();
  }
}
