package dev.entente.server.drafting;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.source.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A manifest as it is proposed.
 *
 * @param source what it says under {@code source}, as YAML within braces
 * @param key names of fields
 * @param unnamed columns that a manifest cannot name; they stay hidden
 */
public record Draft(
    DatasetId id,
    String source,
    List<FieldName> key,
    List<Field> fields,
    List<String> unnamed,
    Looked looked) {
  /** A dataset may have more, if its names are short. */
  private static final int MOST_OFFERED = 100;

  public Draft {
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    unnamed = List.copyOf(unnamed);
  }

  /**
   * One field.
   *
   * @param type empty if no field's type fits
   * @param stage empty if never
   */
  public record Field(
      FieldName name,
      String column,
      Optional<String> type,
      String category,
      int value,
      Optional<Stage> stage,
      String reason) {}

  /**
   * How much of the source the draft is made of.
   *
   * @param whole whether that is all of it
   */
  public record Looked(int rows, boolean whole, Optional<Long> total) {}

  /**
   * Proposes one. Pure: the same sample, the same draft.
   *
   * @param keyed the columns that are to be the key; empty for whatever tells the rows apart
   * @throws Undrafted if none can be proposed
   */
  public static Draft of(
      DatasetId id, String source, Sample sample, List<Stage> ladder, List<String> keyed)
      throws Undrafted {
    if (sample.columns().isEmpty()) {
      throw new Undrafted("the source has no columns");
    }
    List<Proposal> proposals =
        new ArrayList<>(sample.columns().stream().map(Proposal::of).toList());
    Keys keys = Keys.of(sample, proposals, keyed);
    Reach opens =
        keys.columns().stream()
            .map(place -> proposals.get(place).reach().orElse(Reach.LATE))
            .reduce(Reach.EARLY, Reach::later);
    for (int place = 0; place < proposals.size(); place++) {
      Proposal proposal = proposals.get(place);
      proposals.set(
          place,
          keys.columns().contains(place)
              ? proposal.asKey(opens, keys.why())
              : proposal.besideKey(sample.columns().get(place).filled()));
    }
    return of(id, source, sample, ladder, keys, proposals);
  }

  private static Draft of(
      DatasetId id,
      String source,
      Sample sample,
      List<Stage> ladder,
      Keys keys,
      List<Proposal> proposals) {
    SequencedMap<FieldName, Proposal> named = new LinkedHashMap<>();
    List<FieldName> names = new ArrayList<>();
    List<String> unnamed = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (proposal.column().isWritable()) {
        FieldName name = proposal.column().field(named.sequencedKeySet());
        named.put(name, proposal);
        names.add(name);
      } else {
        unnamed.add(proposal.column().text());
        names.add(new FieldName("unnamed"));
      }
    }
    return new Draft(
        id,
        source,
        keys.columns().stream().map(names::get).toList(),
        fields(named, ladder),
        unnamed,
        new Looked(sample.rows(), sample.whole(), sample.total().stream().boxed().findFirst()));
  }

  /** As many are offered as a dataset may have, the key first. */
  private static List<Field> fields(SequencedMap<FieldName, Proposal> named, List<Stage> ladder) {
    List<Field> fields = new ArrayList<>();
    int room = MOST_OFFERED - (int) named.values().stream().filter(Proposal::isKey).count();
    for (var one : named.entrySet()) {
      boolean open = one.getValue().reach().isPresent() && !one.getValue().isKey();
      Proposal fitting =
          open && room == 0
              ? one.getValue().held(MOST_OFFERED + " fields are offered already")
              : one.getValue();
      room -= open && room > 0 ? 1 : 0;
      fields.add(field(one.getKey(), fitting, ladder));
    }
    return fields;
  }

  private static Field field(FieldName name, Proposal proposal, List<Stage> ladder) {
    return new Field(
        name,
        proposal.column().text(),
        proposal.type().map(Object::toString),
        proposal.category(),
        proposal.value(),
        proposal.reach().map(it -> it.on(ladder)),
        proposal.reason());
  }

  /** How many fields are to open at some stage. */
  public long offered() {
    return fields.stream().filter(it -> it.stage().isPresent()).count();
  }
}
