/** CSV, JSON and Parquet files as a source, read by DuckDB. */
@NullMarked
package dev.entente.connectors.files;

import org.jspecify.annotations.NullMarked;
