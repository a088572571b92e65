package dev.entente.agreement;

import dev.entente.json.Shown;
import java.util.Arrays;
import java.util.Locale;

/** What kind of partners we are; identical treatment of all kinds is a known failure. */
public enum PartnershipType {
  RESALE,
  TECHNOLOGY_INTEGRATION,
  REFERRAL,
  DISTRIBUTION,
  STRATEGIC_ALLIANCE,
  OEM;

  /** The type of that name, such as {@code strategic-alliance}. */
  public static PartnershipType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`"
                        + Shown.of(name)
                        + "` is no partnership type; they are "
                        + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
