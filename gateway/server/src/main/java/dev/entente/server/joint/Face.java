package dev.entente.server.joint;

import dev.entente.server.console.Assets;
import dev.entente.server.joint.Guests.Guest;
import java.util.Optional;

/** What every page of the joint view shows around itself. */
public record Face(String gateway, Optional<Guest> guest, Assets assets) {
  /** Where the style sheet or script of that name is. */
  public String asset(String name) {
    return assets.path(name);
  }
}
