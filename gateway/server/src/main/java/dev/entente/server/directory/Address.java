package dev.entente.server.directory;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or an address, an IPv6 one without its brackets
 * @param port 0 for any that is free
 */
public record Address(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  public Address {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("a port is from 0 to " + HIGHEST_PORT + ", not " + port);
    }
  }

  /** Reads {@code 127.0.0.1:8080}, {@code localhost:8080} or {@code [::1]:8080}. */
  public static Address parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "`"
              + text
              + "` is no address to listen on; one is like 127.0.0.1:8080 or \"[::1]:8080\"");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Address(host, Integer.parseInt(matcher.group(3)));
  }

  /** Whether it stands for every address of the machine, so that it tells no one where to call. */
  public boolean isWildcard() {
    try {
      return InetAddress.ofLiteral(host).isAnyLocalAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether only this machine can call it. */
  public boolean isLoopback() {
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
