package dev.entente.server.http;

import java.net.BindException;

/** An address cannot be listened on; the message is one line and says what to do. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(String message) {
    super(message, null, false, false);
  }

  static ListenException of(Place place, Throwable cause) {
    String address = place.host() + ":" + place.port();
    if (cause instanceof BindException) {
      return new ListenException(
          address + " cannot be listened on: it is in use, or not this machine's; name another");
    }
    return new ListenException(address + " cannot be listened on: " + reason(cause));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
