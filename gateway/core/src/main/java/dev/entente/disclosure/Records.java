package dev.entente.disclosure;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Release;
import dev.entente.disclosure.DisclosurePlan.Column;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.RecordKey;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.source.Page;
import dev.entente.source.Row;
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
  private final RecordTexts shown;
  private final RecordTexts canonical;
  private final List<Cells> cells = new ArrayList<>();
  private final List<@Nullable Object[]> values = new ArrayList<>();

  private Records(DisclosurePlan plan, Page page) {
    this.plan = plan;
    this.page = page;
    this.shown = new RecordTexts(page.rows().size());
    this.canonical = new RecordTexts(page.rows().size());
  }

  /** Transforms and renders the page; the salt is that of the entry to come. */
  public static Records of(
      DisclosurePlan plan, Page page, Pseudonyms pseudonyms, CellHash hash, Salt salt) {
    return new Renderer(plan, pseudonyms, hash, salt).render(new Records(plan, page));
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

  /** How many bytes of JSON they are. */
  public int size() {
    return shown.size();
  }

  /** The first records as a JSON array, their fields in the manifest's order. */
  public byte[] json(int count) {
    return shown.array(count);
  }

  /** The first records by rows and columns. */
  public Table table(int count) {
    return new Table(
        plan.columns().stream().filter(Column::shown).map(Records::column).toList(),
        values.subList(0, count),
        shown.lines(count));
  }

  private static Table.Column column(Column column) {
    FieldType type =
        column.release() instanceof Release.Full ? column.field().type() : FieldType.STRING;
    return new Table.Column(column.field().name(), type);
  }

  /** The hash of the first records' canonical JSON (RFC 8785). */
  public Sha256 hash(int count) {
    return canonical.hash(count);
  }

  /** Renders for one answer: holds what does not change from record to record. */
  private static final class Renderer {
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
    private final Utf8 key = new Utf8(32);
    private final Utf8 cells = new Utf8(512);
    // Where each column's cell ends in it; it begins where the one before ends.
    private final int[] ends;

    Renderer(DisclosurePlan plan, Pseudonyms pseudonyms, CellHash hash, Salt salt) {
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
      this.ends = new int[columns.size()];
      this.hash = hash;
      this.salt = salt.bytes();
    }

    Records render(Records records) {
      for (Row row : records.page.rows()) {
        @Nullable Object[] released = new Object[ends.length];
        long[] hashes = cells(row, released);
        object(order, records.shown);
        object(sorted, records.canonical);
        records.values.add(shown(released));
        records.cells.add(new Cells(key(row), hashes, leaf(records.canonical)));
      }
      return records;
    }

    /** Renders what is released of each column; gives the hashes, 0 where it is null. */
    private long[] cells(Row row, @Nullable Object[] released) {
      long[] hashes = new long[ends.length];
      cells.clear();
      for (int i = 0; i < ends.length; i++) {
        int from = cells.size();
        Object value = row.value(places[i]);
        if (value == null) {
          cells.put(NULL);
        } else {
          Object shown = transforms[i].apply(value);
          CellJson.write(shown, cells);
          released[i] = shown;
          hashes[i] = hash.cell(cells.array(), from, cells.size());
        }
        ends[i] = cells.size();
      }
      return hashes;
    }

    private @Nullable Object[] shown(@Nullable Object[] released) {
      if (order.length == released.length) {
        return released;
      }
      @Nullable Object[] shown = new Object[order.length];
      for (int i = 0; i < order.length; i++) {
        shown[i] = released[order[i]];
      }
      return shown;
    }

    /** Writes the record of these columns. */
    private void object(int[] which, RecordTexts records) {
      Utf8 out = records.next();
      out.put('{');
      for (int i = 0; i < which.length; i++) {
        int column = which[i];
        if (i > 0) {
          out.put(',');
        }
        out.put(names[column]);
        out.put(cells.array(), column == 0 ? 0 : ends[column - 1], ends[column]);
      }
      out.put('}');
      records.end();
    }

    private RecordKey key(Row row) {
      key.clear();
      for (int place : keyPlaces) {
        CellJson.key(row.value(place), key);
      }
      return hash.key(key.array(), key.size());
    }

    private Sha256 leaf(RecordTexts canonical) {
      digest.update(RECORD_LEAF);
      digest.update(salt);
      canonical.digestLast(digest);
      return Sha256.of(digest);
    }
  }
}
