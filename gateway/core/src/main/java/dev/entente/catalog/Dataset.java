package dev.entente.catalog;

import dev.entente.json.Doc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * What is offered of one kind of record. Fields that are never to be released are not among its
 * fields, so nothing behind it can leak them.
 *
 * @param key what tells one record from another; these fields open the dataset
 * @param fields in the order in which records show them
 * @param unoffered what a source holds besides, for conditions on rows alone: it has no price and
 *     no stage, and stands neither in terms nor in any answer
 * @param aggregation how its records may be summed up; empty if they may not
 */
public record Dataset(
    DatasetId id,
    String title,
    List<FieldName> key,
    List<Field> fields,
    SequencedMap<FieldName, FieldType> unoffered,
    Optional<Aggregation> aggregation) {
  /** More would not fit into a ledger entry. */
  public static final int MOST_FIELDS = 256;

  private static final int MOST_KEYS = 8;
  private static final int LONGEST_TITLE = 200;

  public Dataset {
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    unoffered = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(unoffered));
    require(title.length() <= LONGEST_TITLE, "a title has at most 200 characters");
    require(!key.isEmpty(), "a dataset has a key: the fields that tell its records apart");
    require(key.size() <= MOST_KEYS, "a key has at most " + MOST_KEYS + " fields");
    require(fields.size() <= MOST_FIELDS, "a dataset has at most " + MOST_FIELDS + " fields");
    List<FieldName> names = fields.stream().map(Field::name).toList();
    require(names.stream().distinct().count() == names.size(), "a field stands here twice");
    for (FieldName name : key) {
      require(names.contains(name), "the key field `" + name + "` is none of the fields offered");
    }
    require(
        fields.stream().filter(isKey(key)).map(Field::stage).distinct().count() == 1,
        "the key fields share one stage: that is where the dataset opens");
    require(
        names.stream().noneMatch(unoffered::containsKey),
        "a field is offered or not, and not both");
  }

  /** A dataset whose records are not summed up. */
  public Dataset(
      DatasetId id,
      String title,
      List<FieldName> key,
      List<Field> fields,
      SequencedMap<FieldName, FieldType> unoffered) {
    this(id, title, key, fields, unoffered, Optional.empty());
  }

  /** A dataset whose source holds nothing besides. */
  public Dataset(DatasetId id, String title, List<FieldName> key, List<Field> fields) {
    this(id, title, key, fields, new LinkedHashMap<>());
  }

  /** What a source holds of a record, by type: what is offered, and what is not. */
  public SequencedMap<FieldName, FieldType> held() {
    var held = new LinkedHashMap<FieldName, FieldType>();
    fields.forEach(field -> held.put(field.name(), field.type()));
    held.putAll(unoffered);
    return held;
  }

  public Optional<Field> field(FieldName name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /**
   * What is left of these terms where the manifest has become narrower since they were signed: a
   * field that it dropped or gave another type is gone, a later stage, another milestone, larger
   * groups or a smaller budget hold at once. Prices stay those of the terms, the order is the
   * manifest's (terms read back from the ledger have lost theirs). What the manifest has besides is
   * there for conditions on rows. Empty if the key is gone.
   *
   * @param later the later of two stages
   */
  public Optional<Dataset> narrowed(Dataset manifest, BinaryOperator<Stage> later) {
    if (!key.equals(manifest.key())) {
      return Optional.empty();
    }
    List<Field> left = new ArrayList<>();
    for (Field now : manifest.fields()) {
      field(now.name()).flatMap(field -> field.narrowed(now, later)).ifPresent(left::add);
    }
    SequencedMap<FieldName, FieldType> besides = manifest.held();
    left.forEach(field -> besides.remove(field.name()));
    try {
      return Optional.of(
          new Dataset(
              id,
              title,
              key,
              left,
              besides,
              aggregation.flatMap(it -> manifest.aggregation().map(it::narrowed))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads what a manifest or an agreement's terms say of the dataset. */
  public static Dataset read(DatasetId id, Doc doc) {
    List<Field> fields = new ArrayList<>();
    var unoffered = new LinkedHashMap<FieldName, FieldType>();
    doc.at("fields")
        .members()
        .forEach(
            (name, field) -> {
              readField(name, field).ifPresent(fields::add);
              readUnoffered(field).ifPresent(type -> unoffered.put(named(name, field), type));
            });
    try {
      return new Dataset(
          id,
          doc.at("title").text(),
          doc.at("key").distinct(name -> name.as(FieldName::new)),
          fields,
          unoffered,
          doc.find("aggregate").map(Aggregation::read));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Reads one field of a manifest; empty if it is never to be released. */
  public static Optional<Field> readField(String name, Doc doc) {
    FieldName fieldName = named(name, doc);
    doc.only(
        "type", "category", "value", "stage", "weaker", "milestone", "filter", "column", "rows");
    boolean forRows = readUnoffered(doc).isPresent();
    if (doc.at("stage").text().equals("never")) {
      return Optional.empty();
    }
    if (forRows) {
      throw doc.at("rows")
          .malformed("only a field of `stage: never` needs this; rows can be told by any other");
    }
    try {
      FieldType type = doc.at("type").as(FieldType::named);
      SequencedMap<Stage, Release> weaker = new LinkedHashMap<>();
      doc.find("weaker")
          .ifPresent(
              all ->
                  all.members()
                      .forEach((stage, form) -> weaker.put(new Stage(stage), weaker(type, form))));
      return Optional.of(
          new Field(
              fieldName,
              type,
              doc.at("category").as(Category::new),
              doc.at("value").integer(0, 20),
              doc.at("stage").as(Stage::new),
              weaker,
              doc.find("milestone").map(milestone -> milestone.as(Milestone::new)),
              doc.find("filter").map(Doc::bool).orElse(false)));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** The type of a field that only conditions on rows may name, as `rows: true` has it. */
  private static Optional<FieldType> readUnoffered(Doc doc) {
    return doc.find("rows").map(Doc::bool).orElse(false)
        ? Optional.of(doc.at("type").as(FieldType::named))
        : Optional.empty();
  }

  private static Release weaker(FieldType type, Doc form) {
    Release release = Release.read(form);
    if (!release.suits(type)) {
      throw form.malformed(release.misfit(type));
    }
    return release;
  }

  private static FieldName named(String name, Doc doc) {
    try {
      return new FieldName(name);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** What {@link #read} reads, as it stands in the terms. */
  public Map<String, Object> document() {
    var all = new LinkedHashMap<String, Object>();
    fields.forEach(field -> all.put(field.name().value(), describe(field)));
    var document = new LinkedHashMap<String, Object>();
    document.put("title", title);
    document.put("key", key.stream().map(FieldName::value).toList());
    document.put("fields", all);
    aggregation.ifPresent(it -> document.put("aggregate", it.document()));
    return document;
  }

  /** One field as terms and policy input show it. */
  private static Map<String, Object> describe(Field field) {
    var about = new LinkedHashMap<String, Object>();
    about.put("type", field.type().toString());
    about.put("category", field.category().value());
    about.put("value", field.value());
    about.put("stage", field.stage().value());
    if (!field.weaker().isEmpty()) {
      var weaker = new LinkedHashMap<String, Object>();
      field.weaker().forEach((stage, release) -> weaker.put(stage.value(), release.json()));
      about.put("weaker", weaker);
    }
    field.milestone().ifPresent(milestone -> about.put("milestone", milestone.value()));
    if (field.filter()) {
      about.put("filter", true);
    }
    return about;
  }

  private static Predicate<Field> isKey(List<FieldName> key) {
    return field -> key.contains(field.name());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
