package dev.entente.connectors.files;

import dev.entente.json.Doc;
import java.util.Locale;

/** How a file is written, told by the ending of its name. */
enum Format {
  CSV,
  TSV,
  JSON,
  NDJSON,
  PARQUET;

  static Format of(String name, Doc where) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "csv" -> CSV;
      case "tsv" -> TSV;
      case "json" -> JSON;
      case "ndjson", "jsonl" -> NDJSON;
      case "parquet" -> PARQUET;
      default ->
          throw where.malformed(
              "`"
                  + name
                  + "` is no file that can be read: its name ends in"
                  + " .csv, .tsv, .json, .ndjson, .jsonl or .parquet");
    };
  }
}
