package dev.entente.server.console;

import dev.entente.operator.Role;
import java.util.Optional;

/** What every page shows around itself. */
public final class Frame {
  private final String gateway;
  private final Optional<String> operator;
  private final String csrf;
  private final Assets assets;
  private final Optional<Role> role;

  Frame(
      String gateway, Optional<String> operator, Optional<Role> role, String csrf, Assets assets) {
    this.gateway = gateway;
    this.operator = operator;
    this.role = role;
    this.csrf = csrf;
    this.assets = assets;
  }

  /** Whose console it is. */
  public String gateway() {
    return gateway;
  }

  /** Who is signed in. */
  public Optional<String> operator() {
    return operator;
  }

  /** Whether who is signed in orders anything. */
  public boolean orders() {
    return role.filter(Role::decides).isPresent();
  }

  /** What a form that changes something has to bring back. */
  public String csrf() {
    return csrf;
  }

  /** Where the style sheet or script of that name is. */
  public String asset(String name) {
    return assets.path(name);
  }
}
