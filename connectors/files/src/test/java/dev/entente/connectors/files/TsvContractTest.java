package dev.entente.connectors.files;

final class TsvContractTest extends FilesContract {
  TsvContractTest() {
    super("tsv", "FORMAT csv, HEADER, DELIMITER '\\t'", false);
  }
}
