package dev.entente.server.forms;

import dev.entente.disclosure.Rendering;
import dev.entente.disclosure.Table;

/** A JSON object a line. */
public record NdjsonRendering() implements Rendering {
  public static final String TYPE = "application/x-ndjson";

  @Override
  public String mediaType() {
    return TYPE;
  }

  @Override
  public byte[] of(Table table) {
    return table.lines();
  }
}
