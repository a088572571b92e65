package dev.entente.server.joint;

import dev.entente.agreement.Reader;
import dev.entente.server.console.Assets;
import dev.entente.server.joint.Guests.Guest;
import java.util.Optional;

/** What every page of the joint view shows around itself. */
public record Face(String gateway, Optional<Guest> guest, Assets assets) {
  /** The reader of neither side that looks, if it is one. */
  public Optional<Reader> reader() {
    return guest.flatMap(it -> it.way().reader());
  }

  /** Where the style sheet or script of that name is. */
  public String asset(String name) {
    return assets.path(name);
  }
}
