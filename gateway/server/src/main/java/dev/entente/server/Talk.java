package dev.entente.server;

/** Where a person is told how it goes; results go elsewhere. Thread-safe. */
public interface Talk {
  /** Something worth knowing, in one line. */
  void say(String line);

  /** So much of a long work is done; called often, shown now and then. */
  void progress(String what, long done, long total);

  /** Nobody listens. */
  static Talk none() {
    return new Talk() {
      @Override
      public void say(String line) {}

      @Override
      public void progress(String what, long done, long total) {}
    };
  }
}
