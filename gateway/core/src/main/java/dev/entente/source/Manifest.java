package dev.entente.source;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.json.Doc;
import java.util.Map;

/**
 * A dataset and where it lives.
 *
 * @param dataset what is offered, and what is read for conditions on rows alone
 * @param columns the source's own name of each field where it has another
 * @param location what the manifest says under {@code source}, for the connector to read; without
 *     its limits
 * @param limits what reading it may take
 */
public record Manifest(
    Dataset dataset, Map<FieldName, String> columns, Doc location, Limits limits) {
  public Manifest {
    columns = Map.copyOf(columns);
  }

  /** A dataset whose source has the usual limits. */
  public Manifest(Dataset dataset, Map<FieldName, String> columns, Doc location) {
    this(dataset, columns, location, Limits.USUAL);
  }

  /** The source's own name of the field. */
  public String column(FieldName field) {
    return columns.getOrDefault(field, field.value());
  }
}
