package dev.entente.connectors.files;

final class CsvContractTest extends FilesContract {
  CsvContractTest() {
    super("csv", "FORMAT csv, HEADER", false);
  }
}
