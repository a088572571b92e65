package dev.entente.server.console;

/** What people are told when a page is not shown. */
final class Failures {
  private Failures() {}

  static String detail(int status) {
    return switch (status) {
      case 401, 403 ->
          "Your session ended. Sign in in another tab, then press again: what you wrote is still here.";
      case 404 -> "There is no such page, or it is not yours to see.";
      case 413 -> "That is more than a form may hold.";
      case 421 -> "The console has another address than this one.";
      case 503 -> "The ledger or the policy does not answer just now. Nothing was changed.";
      default -> "Something failed here. Nothing was changed.";
    };
  }
}
