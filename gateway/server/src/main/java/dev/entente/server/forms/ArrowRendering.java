package dev.entente.server.forms;

import dev.entente.disclosure.Rendering;
import dev.entente.disclosure.Table;
import java.io.ByteArrayOutputStream;

/** An Arrow IPC stream: the schema and one batch. */
public record ArrowRendering() implements Rendering {
  public static final String TYPE = "application/vnd.apache.arrow.stream";

  @Override
  public String mediaType() {
    return TYPE;
  }

  @Override
  public byte[] of(Table table) {
    var out = new ByteArrayOutputStream(table.lines().length + (1 << 12));
    out.writeBytes(ArrowMessages.schema(table.columns()));
    if (!table.rows().isEmpty()) {
      out.writeBytes(ArrowMessages.batch(table.columns(), table.rows()));
    }
    out.writeBytes(ArrowMessages.end());
    return out.toByteArray();
  }
}
