package dev.entente.agreement;

import dev.entente.catalog.Names;

/** The name of an agreement, as it stands in a path. */
public record AgreementId(String value) {
  public AgreementId {
    value = Names.id("agreement", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
