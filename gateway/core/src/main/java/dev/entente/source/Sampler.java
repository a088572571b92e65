package dev.entente.source;

import dev.entente.json.Doc;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at what a source of one kind holds, without a manifest's fields. Found by {@link
 * java.util.ServiceLoader}, beside the {@link Connector} of the same name.
 */
public interface Sampler {
  /** As {@link Connector#name}. */
  String name();

  /**
   * What a location could be completed with, such as the tables of a database; empty if it is whole
   * already.
   *
   * @param location as {@link Manifest#location}
   * @throws dev.entente.json.Malformed if what it says cannot be
   * @throws dev.entente.problem.Unavailable if it cannot be reached
   */
  default List<String> choices(Doc location, Path directory) {
    return List.of();
  }

  /**
   * Looks at the columns and the first rows.
   *
   * @param location as {@link Manifest#location}
   * @param directory the alliance directory
   * @param scratch a directory for files of its own, made by the caller
   * @throws dev.entente.json.Malformed if what it says cannot be; its pointer is that of the place
   *     in the manifest
   * @throws dev.entente.problem.Unavailable if it cannot be reached or read
   */
  Sample sample(Doc location, Path directory, Path scratch);

  /** The name by which a sample has the column that a manifest calls so. */
  default String column(String column) {
    return column;
  }
}
