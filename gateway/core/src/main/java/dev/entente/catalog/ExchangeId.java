package dev.entente.catalog;

/** The name of an exchange: something that a partner shares with us. */
public record ExchangeId(String value) {
  public ExchangeId {
    value = Names.id("exchange", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
