package dev.entente.connectors.postgres;

import dev.entente.connectors.sql.TableSource;
import dev.entente.source.Connector;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads {@code {connector: postgres, url: jdbc:postgresql://HOST/DATABASE, table: schema.name,
 * user: …, password-file: …}}: a table, a view or whatever else the database selects from.
 *
 * <p>Nothing is copied: a query sees the table as it is then. Columns that the manifest does not
 * name are never asked for, so one that is added does not appear.
 */
public final class PostgresConnector implements Connector {
  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Source open(Manifest manifest, Path directory, Path scratch, Opening opening) {
    Location location = Location.read(manifest.location(), directory);
    String dataset = manifest.dataset().id().value();
    try (Connection connection = Database.connect(location)) {
      Relation relation =
          Relation.find(connection, location)
              .orElseThrow(
                  () ->
                      manifest
                          .location()
                          .at("table")
                          .malformed("the database has no such table or view"));
      if (!relation.encoding().equals("UTF8")) {
        throw manifest
            .location()
            .at("url")
            .malformed("the database is in " + relation.encoding() + "; one in UTF8 is needed");
      }
      var table = new PostgresTable(manifest, location, relation);
      survey(new Survey(connection, table, opening), opening);
      return new TableSource(table, new Database(dataset, location, manifest.limits().time()));
    } catch (SQLException e) {
      throw Failures.of(dataset, e);
    }
  }

  /** What takes too long to be looked at may still be read by the page. */
  private static void survey(Survey survey, Opening opening) throws SQLException {
    try {
      survey.tell();
    } catch (SQLException e) {
      if (!"57014".equals(e.getSQLState())) {
        throw e;
      }
      opening.finding("its rows could not be looked at in time for what is untidy");
    }
  }
}
