package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a policy's answer, {@code {"released": {…}, "withheld": {…}, "rows": …}}. It is strict: an
 * unknown name, form or field is a failure to decide, not something to pass over.
 */
final class Answer {
  private final Dataset dataset;
  private final Map<String, Field> fields;

  private Answer(Dataset dataset) {
    this.dataset = dataset;
    this.fields =
        dataset.fields().stream()
            .collect(Collectors.toMap(field -> field.name().value(), Function.identity()));
  }

  /**
   * The decision in an answer about that dataset.
   *
   * @throws Unavailable if there is none
   */
  static Decision read(JsonNode answer, Dataset dataset) {
    try {
      return new Answer(dataset).decision(Doc.of(answer));
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "the policy's answer is not understood: at `" + e.pointer() + "`, " + e.reason(),
          e);
    } catch (IllegalArgumentException e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED, "the policy's answer is not understood: " + e.getMessage(), e);
    }
  }

  private Decision decision(Doc doc) {
    Doc result = doc.only("released", "withheld", "rows");
    return new Decision(
        each(result.at("released"), this::released),
        each(result.at("withheld"), (_, about) -> withheld(about)),
        RowsAnswer.read(result.at("rows"), dataset));
  }

  private <T> Map<FieldName, T> each(Doc doc, BiFunction<Field, Doc, T> read) {
    var all = new LinkedHashMap<FieldName, T>();
    doc.members()
        .forEach(
            (name, about) -> {
              Field field = fields.get(name);
              if (field == null) {
                throw about.malformed("the dataset has no field of that name");
              }
              all.put(field.name(), read.apply(field, about));
            });
    return all;
  }

  private Released released(Field field, Doc about) {
    Optional<Reason> reason =
        about.node().has("because") || about.node().has("unlock")
            ? Optional.of(reason(about))
            : Optional.empty();
    Release release = release(about);
    if (!release.suits(field.type())) {
      throw about.malformed(release.misfit(field.type()));
    }
    if (release instanceof Release.Full && reason.isPresent()) {
      throw about.malformed("what is released in full needs no reason");
    }
    return new Released(release, reason);
  }

  private static Release release(Doc about) {
    if (!(about.node() instanceof ObjectNode node)) {
      throw about.malformed("a release such as {\"release\": \"full\"} is expected here");
    }
    ObjectNode form = node.deepCopy().remove(List.of("because", "unlock"));
    try {
      return Release.read(Doc.of(form));
    } catch (Malformed e) {
      throw new Malformed(about.pointer() + e.pointer(), e.reason());
    }
  }

  private static Withheld withheld(Doc about) {
    return new Withheld(reason(about.only("because", "unlock")));
  }

  private static Reason reason(Doc about) {
    Doc because = about.at("because");
    return new Reason(
        Because.named(because.text())
            .orElseThrow(
                () -> because.malformed("`" + Shown.of(because.text()) + "` is no reason")),
        about.at("unlock").items().stream().map(Doc::text).toList());
  }
}
