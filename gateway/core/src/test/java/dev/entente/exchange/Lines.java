package dev.entente.exchange;

import dev.entente.disclosure.Rendering;
import dev.entente.disclosure.Table;

/** Records as lines of JSON. */
record Lines() implements Rendering {
  @Override
  public String mediaType() {
    return "application/x-ndjson";
  }

  @Override
  public byte[] of(Table table) {
    return table.lines();
  }
}
