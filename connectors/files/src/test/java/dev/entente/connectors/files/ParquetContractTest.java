package dev.entente.connectors.files;

final class ParquetContractTest extends FilesContract {
  ParquetContractTest() {
    super("parquet", "FORMAT parquet", true);
  }
}
