package dev.entente.connectors.trino;

import dev.entente.connectors.sql.TableSource;
import dev.entente.source.Connector;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads {@code {connector: trino, url: jdbc:trino://HOST:PORT, table: catalog.schema.name, user: …,
 * password-file: …}}: a table, a view or whatever else Trino selects from.
 *
 * <p>Nothing is copied: a query sees the table as it is then. Columns that the manifest does not
 * name are never asked for, so one that is added does not appear.
 */
public final class TrinoConnector implements Connector {
  @Override
  public String name() {
    return "trino";
  }

  @Override
  public Source open(Manifest manifest, Path directory, Path scratch, Opening opening) {
    Location location = Location.read(manifest.location(), directory);
    String dataset = manifest.dataset().id().value();
    var cluster = new Cluster(dataset, location, manifest.limits());
    boolean opened = false;
    try (Connection connection = cluster.connect()) {
      Relation relation =
          Relation.find(connection, location)
              .orElseThrow(
                  () ->
                      manifest
                          .location()
                          .at("table")
                          .malformed(
                              "Trino has no such table or view, or shows none to this user"));
      var table = new TrinoTable(manifest, location, relation);
      survey(new Survey(connection, table, opening), opening);
      opened = true;
      return new TableSource(table, cluster);
    } catch (SQLException e) {
      throw Failures.of(dataset, e);
    } finally {
      if (!opened) {
        cluster.close();
      }
    }
  }

  /** What takes too long to be looked at may still be read by the page. */
  private static void survey(Survey survey, Opening opening) throws SQLException {
    try {
      survey.tell();
    } catch (SQLException e) {
      if (!Failures.saysItTookTooLong(e)) {
        throw e;
      }
      opening.finding("its rows could not be looked at in time for what is untidy");
    }
  }
}
