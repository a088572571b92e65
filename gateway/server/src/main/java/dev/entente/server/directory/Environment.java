package dev.entente.server.directory;

import org.jspecify.annotations.Nullable;

/** Where the values of <code>${NAME}</code> come from. */
@FunctionalInterface
public interface Environment {
  /** The value of the variable; null if it is not set. */
  @Nullable String value(String name);
}
