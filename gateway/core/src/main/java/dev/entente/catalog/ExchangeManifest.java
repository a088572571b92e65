package dev.entente.catalog;

import dev.entente.json.Doc;
import dev.entente.json.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a partner may share with us, what each field of it earns, and what makes a record count.
 *
 * @param key what tells one record from another
 * @param freshness how old a record may be, if that matters
 */
public record ExchangeManifest(
    ExchangeId id, List<FieldName> key, List<Wanted> fields, Optional<Freshness> freshness) {

  /**
   * One field of an exchange.
   *
   * @param value S, what one cell earns: 0, 1, 2, 5, 10 or 20
   * @param echoes a field of ours that, told back to us, earns nothing
   */
  public record Wanted(
      FieldName name,
      FieldType type,
      Category category,
      int value,
      boolean required,
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum,
      Optional<Echo> echoes) {
    private static final Set<Integer> VALUES = Set.of(0, 1, 2, 5, 10, 20);

    public Wanted {
      if (!VALUES.contains(value)) {
        throw new IllegalArgumentException("a value is 0, 1, 2, 5, 10 or 20, this is " + value);
      }
      if ((minimum.isPresent() || maximum.isPresent()) && !type.isNumeric()) {
        throw new IllegalArgumentException("only numbers have a minimum or a maximum");
      }
    }
  }

  /** A field of a dataset of ours. */
  public record Echo(DatasetId dataset, FieldName field) {
    /** Reads {@code dataset.field}. */
    public static Echo parse(String text) {
      int dot = text.indexOf('.');
      if (dot < 0) {
        throw new IllegalArgumentException(
            "echoes names `dataset.field`, this is `" + Shown.of(text) + "`");
      }
      return new Echo(
          new DatasetId(text.substring(0, dot)), new FieldName(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
      return dataset + "." + field;
    }
  }

  /** The date field that says how old a record is, and how many days it may be. */
  public record Freshness(FieldName field, int days) {}

  public ExchangeManifest {
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an exchange has a key: what tells its records apart");
    }
    if (fields.size() > Dataset.MOST_FIELDS) {
      throw new IllegalArgumentException(
          "an exchange has at most " + Dataset.MOST_FIELDS + " fields");
    }
    var names = fields.stream().map(Wanted::name).toList();
    for (FieldName name : key) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("the key field `" + name + "` is none of the fields");
      }
    }
    if (freshness.isPresent() && !names.contains(freshness.get().field())) {
      throw new IllegalArgumentException(
          "freshness names `" + freshness.get().field() + "`, which is none of the fields");
    }
  }

  /** What a record can earn at most, in whole values. */
  public int recordValue() {
    return fields.stream().mapToInt(Wanted::value).sum();
  }

  public Optional<Wanted> field(FieldName name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /**
   * The fields here that hold a dataset's key, in the key's order: those of the same names and
   * types; else, if both keys have as many fields of the same types, this exchange's own key. Empty
   * if nothing here says which record of the dataset is meant.
   */
  public Optional<List<FieldName>> keyOf(Dataset dataset) {
    List<Optional<FieldType>> types =
        dataset.key().stream().map(name -> dataset.field(name).map(Field::type)).toList();
    return Stream.of(dataset.key(), key)
        .filter(names -> names.stream().map(this::type).toList().equals(types))
        .findFirst();
  }

  private Optional<FieldType> type(FieldName name) {
    return field(name).map(Wanted::type);
  }

  /** Reads what a manifest or an agreement's terms say of the exchange. */
  public static ExchangeManifest read(ExchangeId id, Doc doc) {
    doc.only("exchange", "title", "key", "fields", "freshness");
    List<Wanted> fields = new ArrayList<>();
    doc.at("fields").members().forEach((name, field) -> fields.add(readField(name, field)));
    try {
      return new ExchangeManifest(
          id,
          doc.at("key").distinct(name -> name.as(FieldName::new)),
          fields,
          doc.find("freshness").map(ExchangeManifest::readFreshness));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Freshness readFreshness(Doc doc) {
    doc.only("field", "days");
    return new Freshness(doc.at("field").as(FieldName::new), doc.at("days").integer(1, 36_500));
  }

  /** Reads one field of a manifest. */
  public static Wanted readField(String name, Doc doc) {
    doc.only("type", "category", "value", "required", "minimum", "maximum", "echoes");
    try {
      return new Wanted(
          new FieldName(name),
          doc.at("type").as(FieldType::named),
          doc.at("category").as(Category::new),
          doc.at("value").integer(0, 20),
          doc.find("required").map(Doc::bool).orElse(false),
          doc.find("minimum").map(Doc::number),
          doc.find("maximum").map(Doc::number),
          doc.find("echoes").map(echo -> echo.as(Echo::parse)));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** What {@link #read} reads, as it stands in the terms. */
  public Map<String, Object> document() {
    var all = new LinkedHashMap<String, Object>();
    fields.forEach(field -> all.put(field.name().value(), describe(field)));
    var document = new LinkedHashMap<String, Object>();
    document.put("key", key.stream().map(FieldName::value).toList());
    document.put("fields", all);
    freshness.ifPresent(fresh -> document.put("freshness", describe(fresh)));
    return document;
  }

  private static Map<String, Object> describe(Freshness freshness) {
    var about = new LinkedHashMap<String, Object>();
    about.put("field", freshness.field().value());
    about.put("days", freshness.days());
    return about;
  }

  private static Map<String, Object> describe(Wanted field) {
    var about = new LinkedHashMap<String, Object>();
    about.put("type", field.type().toString());
    about.put("category", field.category().value());
    about.put("value", field.value());
    if (field.required()) {
      about.put("required", true);
    }
    field.minimum().ifPresent(minimum -> about.put("minimum", minimum));
    field.maximum().ifPresent(maximum -> about.put("maximum", maximum));
    field.echoes().ifPresent(echo -> about.put("echoes", echo.toString()));
    return about;
  }
}
