package dev.entente.server.console;

import java.util.Optional;

/** What every page shows around itself. */
public final class Frame {
  private final String gateway;
  private final Optional<String> operator;
  private final String csrf;
  private final Assets assets;

  Frame(String gateway, Optional<String> operator, String csrf, Assets assets) {
    this.gateway = gateway;
    this.operator = operator;
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

  /** What a form that changes something has to bring back. */
  public String csrf() {
    return csrf;
  }

  /** Where the style sheet or script of that name is. */
  public String asset(String name) {
    return assets.path(name);
  }
}
