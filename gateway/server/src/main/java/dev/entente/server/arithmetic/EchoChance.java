package dev.entente.server.arithmetic;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Exchanges that could be fed with what we told: their key is a dataset's, and fields of the same
 * name earn credit without saying what they echo.
 */
final class EchoChance {
  private EchoChance() {}

  static List<Finding> of(Terms terms) {
    var findings = new ArrayList<Finding>();
    for (ExchangeManifest exchange : terms.exchanges().values()) {
      for (Dataset dataset : terms.datasets().values()) {
        if (exchange.recordValue() > 0 && keyOf(exchange).equals(keyOf(dataset))) {
          chance(exchange, dataset).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private static Optional<Finding> chance(ExchangeManifest exchange, Dataset dataset) {
    List<String> open =
        exchange.fields().stream()
            .filter(field -> field.value() > 0 && field.echoes().isEmpty())
            .filter(field -> dataset.field(field.name()).filter(like(field)).isPresent())
            .map(field -> dataset.id() + "." + field.name())
            .toList();
    boolean guarded =
        exchange.fields().stream()
            .flatMap(field -> field.echoes().stream())
            .anyMatch(echo -> echo.dataset().equals(dataset.id()));
    if (open.isEmpty() && guarded) {
      return Optional.empty();
    }
    String told = open.isEmpty() ? dataset.id() + " under other names" : Words.list(open, "and");
    return Optional.of(
        Finding.warning(
            "/exchanges",
            "%s could echo %s: their keys match, and no `echoes` says what earns nothing"
                .formatted(exchange.id(), told)));
  }

  private static Predicate<Field> like(Wanted wanted) {
    return field -> field.type() == wanted.type();
  }

  private static Map<FieldName, FieldType> keyOf(ExchangeManifest exchange) {
    return exchange.fields().stream()
        .filter(field -> exchange.key().contains(field.name()))
        .collect(Collectors.toMap(Wanted::name, Wanted::type));
  }

  private static Map<FieldName, FieldType> keyOf(Dataset dataset) {
    return dataset.fields().stream()
        .filter(field -> dataset.key().contains(field.name()))
        .collect(Collectors.toMap(Field::name, Field::type));
  }
}
