package dev.entente.policies.log;

/** Where batches go. What it cannot keep it counts as lost. For one thread. */
interface Sink extends AutoCloseable {
  void take(Batch batch);

  /** Keeps what it can of what it has, in a few seconds at most. */
  @Override
  void close();
}
