package dev.entente.server.directory;

import java.util.Set;

/** What these files will be able to say and cannot say yet: refused by its name, never ignored. */
final class Later {
  private static final Set<String> NAMES = Set.of("console", "oidc", "passkeys");

  private Later() {}

  static boolean hasName(String name) {
    return NAMES.contains(name);
  }

  static String name(String name) {
    return "`" + name + "` is not built yet; leave it out";
  }
}
