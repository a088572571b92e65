package dev.entente.server.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TypedRecords;
import dev.entente.signature.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records in every form, as the libraries that partners have in Python read them. */
class FormsElsewhereTest {
  private static final String LIBRARIES = "import pyarrow, pandas, duckdb";

  @TempDir static Path directory;
  private static boolean there;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    there = works("-c", LIBRARIES);
    gateway = RunningGateway.start(TypedRecords.in(directory.resolve("halden")));
    gateway.orchard();
    try (InputStream program = FormsElsewhereTest.class.getResourceAsStream("read_forms.py")) {
      Files.write(directory.resolve("read.py"), Objects.requireNonNull(program).readAllBytes());
    }
  }

  @AfterAll
  static void stopAndSayLoudlyWhatWasNotTested() {
    gateway.close();
    if (!there) {
      System.err.println(
          "*** NOT TESTED: that Python reads what is answered; it takes python3 with pyarrow, pandas"
              + " and duckdb, found none ***");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pyarrow-stream,  application/vnd.apache.arrow.stream",
    "pyarrow-parquet, application/vnd.apache.parquet",
    "pandas-parquet,  application/vnd.apache.parquet",
    "duckdb-parquet,  application/vnd.apache.parquet",
    "duckdb-csv,      text/csv",
    "pandas-csv,      text/csv",
    "csv,             text/csv",
    "duckdb-ndjson,   application/x-ndjson",
    "json,            application/x-ndjson",
  })
  void whatIsReadIsWhatTheJsonAnswerSays(String reader, String form) throws Exception {
    Assumptions.assumeTrue(there, "there is no Python with pyarrow, pandas and duckdb");
    Path file = Files.write(directory.resolve(reader), ask(form));
    List<String> arguments =
        new ArrayList<>(List.of(directory.resolve("read.py").toString(), reader, file.toString()));
    TypedRecords.TYPES.forEach((name, type) -> arguments.add(name + ":" + type));
    JsonNode expected = Json.read(ask("application/json")).get("records");
    assertThat(TypedRecords.of(expected)).as("as many as there are").hasSize(5);

    Said said = python(arguments);
    assertThat(said.exit()).as(said.out()).isZero();
    assertThat(cells(Json.read(said.out().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(told(TypedRecords.of(expected)));
  }

  private static byte[] ask(String form) {
    return gateway
        .orchard()
        .call(
            "POST",
            TypedRecords.PATH + "/query",
            Headers.of("content-type", "application/json").and(Headers.of("accept", form)),
            "{}".getBytes(StandardCharsets.UTF_8))
        .body();
  }

  private static List<List<Object>> told(List<List<Object>> records) {
    return records.stream()
        .map(row -> row.stream().map(FormsElsewhereTest::told).toList())
        .map(ArrayList<Object>::new)
        .<List<Object>>map(it -> it)
        .toList();
  }

  private static Object told(Object value) {
    return switch (value) {
      case null -> "none";
      case LocalDate day -> day.toString();
      case Instant moment -> ChronoUnit.MICROS.between(Instant.EPOCH, moment);
      default -> value;
    };
  }

  private static List<List<Object>> cells(JsonNode rows) {
    List<List<Object>> cells = new ArrayList<>();
    for (JsonNode row : rows) {
      List<Object> one = new ArrayList<>();
      for (JsonNode cell : row) {
        one.add(
            cell.isNull()
                ? "none"
                : cell.isTextual()
                    ? cell.textValue()
                    : cell.isBoolean()
                        ? cell.booleanValue()
                        : cell.isIntegralNumber() ? (Object) cell.longValue() : cell.doubleValue());
      }
      cells.add(one);
    }
    return cells;
  }

  private record Said(int exit, String out) {}

  private static boolean works(String... arguments) throws InterruptedException {
    try {
      return python(List.of(arguments)).exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Said python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end");
    }
    return new Said(process.exitValue(), out);
  }
}
