package dev.entente.contribution;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes the records of a body, one after another. */
@FunctionalInterface
interface RecordSink {
  /** The largest record that is read, in bytes of JSON or characters of CSV. */
  int LARGEST = 1 << 20;

  /**
   * Takes the next one.
   *
   * @param record as it was read
   * @param broken why it is no record although it could be read; empty otherwise
   * @throws dev.entente.json.Malformed if it stops them all; whoever reads the body knows where
   */
  void take(JsonNode record, String broken);
}
