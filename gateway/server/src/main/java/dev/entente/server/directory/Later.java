package dev.entente.server.directory;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What these files will be able to say and cannot say yet: refused by its name, never ignored. */
final class Later {
  private static final Set<String> NAMES = Set.of("console", "oidc", "passkeys", "sign-in");
  private static final Map<String, Set<String>> CHOICES = Map.of("connector", Set.of("trino"));

  private Later() {}

  static boolean hasName(String name) {
    return NAMES.contains(name);
  }

  static String name(String name) {
    return "`" + name + "` is not built yet; leave it out";
  }

  static boolean has(String setting, String choice) {
    return CHOICES.getOrDefault(setting, Set.of()).contains(choice);
  }

  /**
   * @param setting as a person reads it, such as {@code ledger: store}
   */
  static String choice(String setting, String choice, List<String> built) {
    return "`" + setting + ": " + choice + "` is not built yet; use " + String.join(" or ", built);
  }
}
