package dev.entente.json;

import java.math.BigDecimal;
import java.util.List;

/**
 * An object of compact JSON that is being written, for what is written too often to be made a tree
 * first. Not thread-safe.
 */
public final class Members {
  private final Utf8 out;
  private boolean first = true;

  /**
   * Begins the outermost object.
   *
   * @param capacity how many bytes are likely
   */
  public Members(int capacity) {
    this(new Utf8(capacity));
  }

  private Members(Utf8 out) {
    this.out = out;
    out.put('{');
  }

  /**
   * Writes a member that is a text.
   *
   * @param text ASCII that needs no escape, such as a name, an id or base64
   */
  public Members put(String name, String text) {
    name(name);
    out.put('"');
    out.putAscii(text);
    out.put('"');
    return this;
  }

  public Members put(String name, long number) {
    name(name);
    out.put(number);
    return this;
  }

  public Members put(String name, BigDecimal number) {
    name(name);
    out.putAscii(number.toString());
    return this;
  }

  /** Writes a member that is a list of such texts. */
  public Members put(String name, List<String> texts) {
    name(name);
    out.put('[');
    for (int i = 0; i < texts.size(); i++) {
      out.put(i == 0 ? '"' : ',');
      if (i > 0) {
        out.put('"');
      }
      out.putAscii(texts.get(i));
      out.put('"');
    }
    out.put(']');
    return this;
  }

  /** Begins an object within this one; {@link #end} it before this one goes on. */
  public Members begin(String name) {
    name(name);
    return new Members(out);
  }

  /** Nothing more comes in this object. */
  public void end() {
    out.put('}');
  }

  /** Ends the outermost object, and gives all that was written. */
  public byte[] endToBytes() {
    end();
    return out.toBytes();
  }

  private void name(String name) {
    if (!first) {
      out.put(',');
    }
    first = false;
    out.put('"');
    out.putAscii(name);
    out.put('"');
    out.put(':');
  }
}
