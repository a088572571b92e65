package dev.entente.catalog;

/** The name of a field, the same in manifest, query, answer and ledger. */
public record FieldName(String value) {
  public FieldName {
    value = Names.name("field", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
