package dev.entente.connectors.files;

final class JsonContractTest extends FilesContract {
  JsonContractTest() {
    super("json", "FORMAT json, ARRAY true", false);
  }
}
