package dev.entente.connectors.files;

final class NdjsonContractTest extends FilesContract {
  NdjsonContractTest() {
    super("ndjson", "FORMAT json", false);
  }
}
