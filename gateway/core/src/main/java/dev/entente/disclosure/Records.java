package dev.entente.disclosure;

import dev.entente.catalog.FieldName;
import dev.entente.disclosure.DisclosurePlan.Column;
import dev.entente.json.CellJson;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.RecordKey;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.source.Page;
import dev.entente.source.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a page under a plan: each cell transformed and rendered once, for the answer, for the
 * hashes and for the price. How many of the records leave is for the ledger to say.
 */
public final class Records {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte RECORD_LEAF = 0;

  private final DisclosurePlan plan;
  private final Page page;
  private final List<byte[]> shown = new ArrayList<>();
  private final List<byte[]> canonical = new ArrayList<>();
  private final List<Cells> cells = new ArrayList<>();

  private Records(DisclosurePlan plan, Page page) {
    this.plan = plan;
    this.page = page;
  }

  /** Transforms and renders the page; the salt is that of the entry to come. */
  public static Records of(
      DisclosurePlan plan, Page page, Pseudonyms pseudonyms, CellHash hash, Salt salt) {
    return new Rendering(plan, pseudonyms, hash, salt).render(new Records(plan, page));
  }

  public DisclosurePlan plan() {
    return plan;
  }

  public Page page() {
    return page;
  }

  /** Each record as it is priced. */
  public List<Cells> cells() {
    return cells;
  }

  /** The first records as a JSON array, their fields in the manifest's order. */
  public byte[] json(int count) {
    return array(shown, count);
  }

  /** The hash of the first records' canonical JSON (RFC 8785). */
  public Sha256 hash(int count) {
    return Sha256.hash(array(canonical, count));
  }

  private static byte[] array(List<byte[]> records, int count) {
    var out = new ByteArrayOutputStream(2 + records.stream().mapToInt(r -> r.length + 1).sum());
    out.write('[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(records.get(i));
    }
    out.write(']');
    return out.toByteArray();
  }

  /** Renders for one answer: holds what does not change from record to record. */
  private static final class Rendering {
    private final List<Column> columns;
    private final int[] places;
    private final int[] keyPlaces;
    private final Transform[] transforms;
    private final byte[][] names;
    private final int[] order;
    private final int[] sorted;
    private final CellHash hash;
    private final byte[] salt;
    private final MessageDigest digest = Sha256.digest();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    Rendering(DisclosurePlan plan, Pseudonyms pseudonyms, CellHash hash, Salt salt) {
      this.columns = plan.columns();
      List<FieldName> reads = plan.reads();
      this.places = columns.stream().mapToInt(c -> reads.indexOf(c.field().name())).toArray();
      this.keyPlaces = plan.dataset().key().stream().mapToInt(reads::indexOf).toArray();
      this.transforms =
          columns.stream()
              .map(c -> Transform.of(c.release(), c.field().type(), pseudonyms))
              .toArray(Transform[]::new);
      this.names =
          columns.stream()
              .map(c -> ("\"" + c.field().name() + "\":").getBytes(StandardCharsets.US_ASCII))
              .toArray(byte[][]::new);
      this.order = IntStream.range(0, columns.size()).filter(i -> columns.get(i).shown()).toArray();
      this.sorted =
          IntStream.of(order)
              .boxed()
              .sorted(Comparator.comparing(i -> columns.get(i).field().name().value()))
              .mapToInt(Integer::intValue)
              .toArray();
      this.hash = hash;
      this.salt = salt.bytes();
    }

    Records render(Records records) {
      for (Row row : records.page.rows()) {
        byte[] @Nullable [] cells = new byte[columns.size()][];
        long[] hashes = new long[columns.size()];
        for (int i = 0; i < cells.length; i++) {
          Object value = row.value(places[i]);
          if (value != null) {
            byte[] cell = CellJson.of(transforms[i].apply(value));
            cells[i] = cell;
            hashes[i] = hash.cell(cell);
          }
        }
        byte[] canonical = object(cells, sorted);
        records.shown.add(object(cells, order));
        records.canonical.add(canonical);
        records.cells.add(new Cells(key(row), hashes, leaf(canonical)));
      }
      return records;
    }

    private byte[] object(byte[] @Nullable [] cells, int[] which) {
      out.reset();
      out.write('{');
      for (int i = 0; i < which.length; i++) {
        if (i > 0) {
          out.write(',');
        }
        byte[] cell = cells[which[i]];
        out.writeBytes(names[which[i]]);
        out.writeBytes(cell == null ? NULL : cell);
      }
      out.write('}');
      return out.toByteArray();
    }

    private RecordKey key(Row row) {
      out.reset();
      for (int place : keyPlaces) {
        CellJson.key(row.value(place), out);
      }
      return hash.key(out.toByteArray());
    }

    private Sha256 leaf(byte[] canonical) {
      digest.update(RECORD_LEAF);
      digest.update(salt);
      digest.update(canonical);
      return Sha256.ofBytes(digest.digest());
    }
  }
}
