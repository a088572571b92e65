package dev.entente.server.exposure;

import dev.entente.catalog.DatasetId;
import dev.entente.json.CellJson;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Exposed;
import dev.entente.reciprocity.Exposed.Known;
import dev.entente.reciprocity.RecordKey;
import dev.entente.server.SourceRecords;
import dev.entente.server.Talk;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known as CSV (RFC 4180), a line for each record and field. A record stands under its key
 * where the source still has it, a compound one with commas between, otherwise under {@code hash:}
 * and the hash by which it is remembered.
 */
public final class ExposureCsv {
  private static final String HEADING =
      "dataset,record,field,category,form,first-seen,last-seen,value";

  private final PrintWriter out;
  private final CellHash hash;
  private final Talk talk;

  public ExposureCsv(PrintWriter out, CellHash hash, Talk talk) {
    this.out = out;
    this.hash = hash;
    this.talk = talk;
  }

  /**
   * Writes all of it.
   *
   * @param sources where real keys are found; none to leave all records as hashes
   */
  public void write(SequencedMap<DatasetId, Exposed> datasets, Optional<SourceRecords> sources) {
    out.print(HEADING + "\r\n");
    datasets.forEach((dataset, exposed) -> write(dataset, exposed, sources));
    out.flush();
  }

  private void write(DatasetId dataset, Exposed exposed, Optional<SourceRecords> sources) {
    Set<RecordKey> left = new HashSet<>(exposed.records());
    boolean read =
        sources.isPresent()
            && sources
                .get()
                .keys(
                    dataset,
                    values -> {
                      RecordKey key = hash.key(values);
                      if (left.remove(key)) {
                        rows(dataset, text(values), exposed.of(key));
                      }
                    });
    if (sources.isPresent() && !left.isEmpty()) {
      talk.say(
          "%s: %d of %d records stand as hashes: %s"
              .formatted(
                  dataset,
                  left.size(),
                  exposed.records().size(),
                  read ? "they are gone from the source" : "the source cannot be read"));
    }
    left.stream()
        .sorted(Comparator.comparing(RecordKey::toString))
        .forEach(key -> rows(dataset, "hash:" + key, exposed.of(key)));
  }

  private void rows(DatasetId dataset, String record, List<Known> cells) {
    for (Known cell : cells) {
      out.print(
          List.of(
                      dataset.value(),
                      record,
                      cell.field().value(),
                      cell.category().value(),
                      cell.strongest().toString(),
                      cell.first().toString(),
                      cell.last().toString(),
                      ShownExposure.plain(cell.value()))
                  .stream()
                  .map(ExposureCsv::quoted)
                  .collect(Collectors.joining(","))
              + "\r\n");
    }
  }

  /** As `--record` takes it. */
  private static String text(List<@Nullable Object> values) {
    return values.stream()
        .map(value -> value == null ? "" : CellJson.plainText(value))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
