package dev.entente.connectors.trino;

import dev.entente.catalog.FieldName;
import dev.entente.connectors.sql.BoundedReads;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.connectors.sql.PageReader;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Page;
import io.trino.jdbc.TrinoStatement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Reads from a Trino cluster, a few at a time. Trino itself ends what takes too long, should this
 * process not be there to cancel it. A connection is no more than a session's settings, so each
 * read has its own.
 */
final class Cluster implements PageReader {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'");

  private final String dataset;
  private final Location location;
  private final Limits limits;
  private final OneOrigin driver;
  private final BoundedReads reads;

  Cluster(String dataset, Location location, Limits limits) {
    this.dataset = dataset;
    this.location = location;
    this.limits = limits;
    this.driver = new OneOrigin(location.server());
    this.reads = new BoundedReads(dataset, limits.concurrent(), limits.waiting(), limits.time());
  }

  Connection connect() throws SQLException {
    Connection connection =
        Objects.requireNonNull(driver.connect(location.url(), properties()), "a URL of Trino");
    connection.setNetworkTimeout(Runnable::run, (int) patience().toMillis());
    return connection;
  }

  private Duration patience() {
    return limits.time().plus(GRACE);
  }

  /** All values go in one request with the query's text, not in headers. */
  private Properties properties() {
    var properties = new Properties();
    properties.putAll(location.options());
    properties.setProperty("user", location.user());
    location.password().ifPresent(it -> properties.setProperty("password", it));
    properties.setProperty("source", "entente");
    properties.setProperty("timezone", "UTC");
    properties.setProperty("explicitPrepare", "false");
    properties.setProperty("timeout", patience().toSeconds() + "s");
    properties.setProperty(
        "sessionProperties", "query_max_run_time:" + limits.time().toSeconds() + "s");
    return properties;
  }

  /**
   * Reads a page; when the caller is interrupted, Trino is told to stop.
   *
   * @param untidy hears of each cell that is none of its field's type
   * @throws Unavailable if it cannot be read, in time or at all
   */
  @Override
  public Page read(PageQuery query, Consumer<FieldName> untidy) {
    return reads.read(
        running -> {
          try (Connection connection = connect();
              PreparedStatement statement = connection.prepareStatement(query.text())) {
            bind(statement, query.values());
            var ending = new Ending(statement);
            running.started(ending);
            // A caller who leaves while the query is being sent is heard as soon as it is known.
            statement.unwrap(TrinoStatement.class).setProgressMonitor(_ -> running.started(ending));
            try (ResultSet rows = statement.executeQuery()) {
              query.requireTypes(rows.getMetaData());
              return query.page(rows, untidy);
            } finally {
              running.finished();
              ending.over();
            }
          } catch (SQLException e) {
            throw Failures.of(dataset, e);
          }
        });
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    int place = 1;
    for (Object value : values) {
      if (value instanceof OffsetDateTime moment) {
        statement.setObject(place++, moment.format(MOMENT), Types.TIMESTAMP_WITH_TIMEZONE);
      } else {
        statement.setObject(place++, value);
      }
    }
  }

  @Override
  public void close() {
    reads.close();
    try {
      driver.close();
    } catch (IOException e) {
      throw Unavailable.source("dataset `" + dataset + "` cannot be closed", e);
    }
  }
}
