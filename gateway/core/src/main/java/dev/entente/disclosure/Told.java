package dev.entente.disclosure;

import dev.entente.catalog.Field;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Release;
import dev.entente.json.CellJson;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Form;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a value of a field of ours looks like in each form in which the terms may have released it:
 * as the memory of cells knows it, so that what is told back is recognized: the value itself, put
 * through each release, or the text that came of it. Not thread-safe.
 */
public final class Told {
  private final List<Map<Form, Transform>> transforms = new ArrayList<>();
  private final CellHash hash;

  public Told(Field field, Pseudonyms pseudonyms, CellHash hash) {
    this.hash = hash;
    List<Release> weaker =
        field.weaker().values().stream().filter(it -> !(it instanceof Release.Aggregate)).toList();
    Stream.concat(Stream.of(new Release.Full()), weaker.stream())
        .distinct()
        .forEach(release -> add(Form.of(release), Transform.of(release, field.type(), pseudonyms)));
    if (field.type() == FieldType.STRING) {
      weaker.forEach(release -> add(Form.of(release), asItCame -> asItCame));
    }
  }

  /** Two releases of one form, such as bands that narrow from stage to stage, stand apart. */
  private void add(Form form, Transform transform) {
    for (Map<Form, Transform> known : transforms) {
      if (known.putIfAbsent(form, transform) == null) {
        return;
      }
    }
    var more = new EnumMap<Form, Transform>(Form.class);
    more.put(form, transform);
    transforms.add(more);
  }

  /**
   * The hash of the value in each form; more than one list of them where the terms have several
   * releases of one form.
   *
   * @param value one of the field's type
   */
  public List<Map<Form, Long>> forms(Object value) {
    return transforms.stream().map(each -> hashes(each, value)).toList();
  }

  private Map<Form, Long> hashes(Map<Form, Transform> each, Object value) {
    var hashes = new EnumMap<Form, Long>(Form.class);
    each.forEach(
        (form, transform) -> hashes.put(form, hash.cell(CellJson.of(transform.apply(value)))));
    return hashes;
  }
}
