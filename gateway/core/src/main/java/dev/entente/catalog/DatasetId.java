package dev.entente.catalog;

/** The name of a dataset, as it stands in a path. */
public record DatasetId(String value) {
  public DatasetId {
    value = Names.id("dataset", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
