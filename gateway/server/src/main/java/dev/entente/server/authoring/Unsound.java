package dev.entente.server.authoring;

import java.util.List;

/** Rules are not as they must be: what is wrong, a line each, with file and line where known. */
public final class Unsound extends Exception {
  private static final long serialVersionUID = 1L;

  Unsound(String what) {
    super(what, null, false, false);
  }

  Unsound(List<String> lines) {
    this(String.join("\n", lines));
  }
}
