package dev.entente.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What one of our people is there for, and so what that person may order. */
public enum Role {
  /** Decides who is trusted how far; may order everything. */
  ALLIANCE_MANAGER,
  /** Writes policies, and may at any time make narrower what partners see. */
  SECURITY,
  /** Looks at everything. */
  AUDITOR,
  /** Looks at how alliances stand. */
  VIEWER;

  /**
   * The role of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role named(String name) {
    return Arrays.stream(values())
        .filter(role -> role.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the roles are "
                        + Arrays.stream(values())
                            .map(Role::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** Whether it allows the order. */
  public boolean may(Command command) {
    return switch (this) {
      case ALLIANCE_MANAGER -> true;
      case SECURITY ->
          switch (command) {
            case Command.Suspend _,
                Command.Lower _,
                Command.Revoke _,
                Command.Dispute _,
                Command.CloseBooks _,
                Command.Refuse _,
                Command.Comment _,
                Command.RollBack _,
                Command.OfOwnKey _,
                Command.Enroll _ ->
                true;
            default -> false;
          };
      case AUDITOR, VIEWER -> command instanceof Command.Enroll;
    };
  }

  /**
   * Whether it decides what partners see. Who does is shown records as a partner would get them, a
   * look that is recorded nowhere, and tries policies before they come into force.
   */
  public boolean decides() {
    return this == ALLIANCE_MANAGER || this == SECURITY;
  }

  /** Its name in {@code entente.yaml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
