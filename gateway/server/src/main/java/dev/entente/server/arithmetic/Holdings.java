package dev.entente.server.arithmetic;

import dev.entente.catalog.DatasetId;

/** How many records there are. */
@FunctionalInterface
public interface Holdings {
  /** So many records the dataset has, but not counted beyond this many. */
  long upTo(DatasetId dataset, long most);
}
