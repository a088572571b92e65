package dev.entente.agreement;

import dev.entente.catalog.Names;

/** What a partner may use an answer for. */
public record Purpose(String value) {
  public Purpose {
    value = Names.name("purpose", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
