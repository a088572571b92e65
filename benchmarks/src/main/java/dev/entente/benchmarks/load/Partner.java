package dev.entente.benchmarks.load;

import dev.entente.signature.SigningKey;

/**
 * A partner of the benchmark's gateway.
 *
 * @param agreement its only one
 * @param key with which it signs
 */
record Partner(String agreement, SigningKey key) {
  String path() {
    return "/v1/agreements/" + agreement;
  }
}
