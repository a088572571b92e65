/**
 * CSV, JSON and Parquet files as a source.
 *
 * <p>A file is found ({@code SourceFile}), read by its format ({@code CsvFile}, {@code JsonFile},
 * {@code ParquetFile}) into an {@code Intake}, made into values and a table ({@code Loading}), and
 * then only ever read through SQL with bound values ({@code Table}, {@code Readers}).
 *
 * <p>CSV and JSON are split here and not by DuckDB: its CSV reader drops, unsaid, all that follows
 * a quote that is never closed, and its JSON reader makes doubles of decimals.
 */
@NullMarked
package dev.entente.connectors.files;

import org.jspecify.annotations.NullMarked;
