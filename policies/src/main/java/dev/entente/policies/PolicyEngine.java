package dev.entente.policies;

import dev.entente.disclosure.Policy;

/** A policy in an engine of its own, which is given back when it is closed. */
public interface PolicyEngine extends Policy, AutoCloseable {
  @Override
  void close();
}
