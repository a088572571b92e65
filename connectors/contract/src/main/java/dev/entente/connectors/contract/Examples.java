package dev.entente.connectors.contract;

import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The data that every connector is tried with: all types, nulls, ties, and texts meant to hurt. */
public final class Examples {
  /** The field by which records are told apart together with {@link #ID}. */
  public static final FieldName REGION = new FieldName("region");

  /** The second field of the key. */
  public static final FieldName ID = new FieldName("id");

  /** A text field named like a word of SQL. */
  public static final FieldName TEXT = new FieldName("select");

  /** A text field that is read for conditions alone: it is not offered. */
  public static final FieldName OWNER = new FieldName("owner");

  /** The source's own names of some fields. */
  public static final Map<FieldName, String> COLUMNS =
      Map.of(
          TEXT,
          "Head \"quarters\", 'Location'",
          new FieldName("from"),
          "where",
          OWNER,
          "our owner");

  /** All decimals have at most this many digits after the point, and 38 in all. */
  public static final int SCALE = 9;

  /** Texts that break a source which takes a value for a part of its own language. */
  public static final List<String> HOSTILE =
      List.of(
          "'; DROP TABLE records; --",
          "\" OR \"\"=\"",
          "' OR 1=1 --",
          "${jndi:ldap://localhost}",
          "%",
          "_",
          "\\",
          "\\'",
          "?",
          "$1",
          ":name",
          "NULL",
          "NA",
          "a,b",
          "a\tb",
          "a\nb",
          "a\r\nb",
          " padded ",
          "<b>&amp;");

  private static final List<String> TEXTS =
      List.of(
          "a", "A", "b", "ab", "é", "e\u0301", "ß", "\uE000", "\uFFFD", "😀", "😀a", "中文", "0",
          "00");

  private static final Map<FieldType, List<?>> VALUES =
      Map.of(
          FieldType.STRING, TEXTS,
          FieldType.INTEGER,
              List.of(0L, 1L, -1L, 7L, FieldType.LARGEST_INTEGER, -FieldType.LARGEST_INTEGER),
          FieldType.NUMBER, List.of(0.0, 0.1, -0.1, 12.5, 1e300, -1e300, 1e-300, Double.MIN_VALUE),
          FieldType.DECIMAL,
              List.of(
                  new BigDecimal("0"),
                  new BigDecimal("0.1"),
                  new BigDecimal("-0.12"),
                  new BigDecimal("-0.123"),
                  new BigDecimal("9007199254740993"),
                  new BigDecimal("9007199254740993.000000001"),
                  new BigDecimal("-12345678901234567890123456789.123456789")),
          FieldType.BOOLEAN, List.of(true, false),
          FieldType.DATE,
              List.of(
                  LocalDate.of(1, 1, 1),
                  LocalDate.of(1969, 12, 31),
                  LocalDate.of(2024, 2, 29),
                  LocalDate.of(9999, 12, 31)),
          FieldType.TIMESTAMP,
              List.of(
                  Instant.parse("0001-01-01T00:00:00Z"),
                  Instant.parse("1969-12-31T23:59:59.999999Z"),
                  Instant.parse("2024-02-29T12:00:00.000001Z"),
                  Instant.parse("2024-02-29T12:00:00Z"),
                  Instant.parse("9999-12-31T23:59:59.999999Z")));

  private Examples() {}

  /** Fields of every type; the key is two of them, and one is not offered. */
  public static Dataset dataset() {
    Map<String, FieldType> types = new LinkedHashMap<>();
    types.put("order", FieldType.INTEGER);
    types.put(REGION.value(), FieldType.STRING);
    types.put(TEXT.value(), FieldType.STRING);
    types.put("from", FieldType.STRING);
    types.put("number", FieldType.NUMBER);
    types.put("decimal", FieldType.DECIMAL);
    types.put("boolean", FieldType.BOOLEAN);
    types.put("date", FieldType.DATE);
    types.put("timestamp", FieldType.TIMESTAMP);
    types.put(ID.value(), FieldType.INTEGER);
    List<Field> fields = new ArrayList<>();
    types.forEach((name, type) -> fields.add(field(name, type)));
    var unoffered = new LinkedHashMap<FieldName, FieldType>();
    unoffered.put(OWNER, FieldType.STRING);
    return new Dataset(
        new DatasetId("examples"), "Examples", List.of(REGION, ID), fields, unoffered);
  }

  private static Field field(String name, FieldType type) {
    return new Field(
        new FieldName(name),
        type,
        new Category("examples"),
        1,
        new Stage("early"),
        new LinkedHashMap<>(),
        Optional.empty(),
        true);
  }

  /**
   * So many records, the same for the same seed, in no order. A quarter of the cells are null, and
   * each hostile text stands somewhere.
   *
   * @return for each record its values in the order of {@link Dataset#held}
   */
  public static List<@Nullable Object[]> records(int count, long seed) {
    var random = new Random(seed);
    var held = dataset().held();
    List<@Nullable Object[]> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      List<@Nullable Object> record = new ArrayList<>();
      for (var field : held.sequencedEntrySet()) {
        record.add(value(field.getKey(), field.getValue(), n, random));
      }
      records.add(record.toArray());
    }
    Collections.shuffle(records, random);
    return records;
  }

  private static @Nullable Object value(FieldName field, FieldType type, int n, Random random) {
    if (field.equals(ID)) {
      return (long) n;
    }
    if (field.equals(REGION)) {
      return TEXTS.get(n % TEXTS.size());
    }
    if (field.equals(TEXT) && n < HOSTILE.size()) {
      return HOSTILE.get(n);
    }
    List<?> values = values(type);
    return random.nextInt(4) == 0 ? null : values.get(random.nextInt(values.size()));
  }

  /** Every value that a field of this type may have, apart from the hostile texts. */
  public static List<?> values(FieldType type) {
    return VALUES.getOrDefault(type, List.of());
  }
}
