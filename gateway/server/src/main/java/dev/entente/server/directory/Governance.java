package dev.entente.server.directory;

import dev.entente.agreement.Ladder;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.catalog.Field;
import dev.entente.catalog.Names;
import dev.entente.catalog.Stage;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.operator.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The people and stages of {@code entente.yaml}, which other files speak of; each may be missing
 * because it could not be read, and is then not compared with.
 */
record Governance(
    Optional<List<String>> operators, Map<String, Role> roles, Optional<Ladder> ladder) {
  private static final int MOST_OPERATORS = 1000;

  static Governance read(YamlFile file, Mistakes mistakes) {
    Doc doc = file.doc();
    var operators =
        doc.find("operators")
            .flatMap(list -> mistakes.attempt(file, list, () -> Governance.operators(list)));
    var ladder =
        doc.find("ladder").flatMap(list -> mistakes.attempt(file, list, () -> Ladder.read(list)));
    var roles =
        doc.find("roles")
            .flatMap(
                named ->
                    mistakes.attempt(file, named, () -> roles(named, operators.orElse(List.of()))));
    var governance = new Governance(operators, roles.orElse(Map.of()), ladder);
    governance.hidden().forEach(malformed -> mistakes.add(file.mistake(malformed)));
    governance.unapprovable().forEach(malformed -> mistakes.add(file.mistake(malformed)));
    return governance;
  }

  private static List<String> operators(Doc doc) {
    List<String> names = doc.distinct(item -> item.as(name -> Names.name("operator", name)));
    if (names.isEmpty() || names.size() > MOST_OPERATORS) {
      throw doc.malformed("name 1 to " + MOST_OPERATORS + " operators, such as [ana, bo, chi]");
    }
    long apart = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count();
    if (apart < names.size()) {
      throw doc.malformed("two operators differ only in capitals; their key files could not");
    }
    return names;
  }

  /** Who of the operators is not an alliance manager, but something else. */
  private static Map<String, Role> roles(Doc doc, List<String> operators) {
    var roles = new LinkedHashMap<String, Role>();
    doc.members()
        .forEach(
            (name, role) -> {
              if (!operators.contains(name)) {
                throw role.malformed(Unknown.name("operator", name, operators));
              }
              roles.put(name, role.as(Role::named));
            });
    return roles;
  }

  /** The operators, and what each is there for: an alliance manager, where nothing else is said. */
  SequencedMap<String, Role> people() {
    var people = new LinkedHashMap<String, Role>();
    operators
        .orElseThrow()
        .forEach(name -> people.put(name, roles.getOrDefault(name, Role.ALLIANCE_MANAGER)));
    return people;
  }

  /** A rung whose name says in a manifest that a field is hidden outright. */
  private List<Malformed> hidden() {
    List<Stage> stages = ladder.map(Ladder::stages).orElse(List.of());
    return stages.stream()
        .filter(stage -> stage.value().equals("never"))
        .map(
            stage ->
                new Malformed(
                    "/ladder/" + stages.indexOf(stage) + "/stage",
                    "`never` hides a field outright and is no stage; take another name"))
        .toList();
  }

  /** The rungs that ask for more people than there are. */
  private List<Malformed> unapprovable() {
    if (operators.isEmpty() || ladder.isEmpty()) {
      return List.of();
    }
    int people =
        Math.toIntExact(
            people().values().stream().filter(role -> role == Role.ALLIANCE_MANAGER).count());
    List<Rung> rungs = ladder.get().rungs();
    return rungs.stream()
        .skip(1)
        .filter(rung -> rung.gate().approvals() + 1 > people)
        .map(
            rung ->
                new Malformed(
                    "/ladder/" + rungs.indexOf(rung) + "/gate/approvals",
                    "`%s` needs a proposer and %d who approve; the alliance managers are %d: name more of them"
                        .formatted(rung.stage(), rung.gate().approvals(), people)))
        .toList();
  }

  /** The stages of the field that the ladder does not have, at their places below the field's. */
  List<Malformed> offLadder(Field field, String pointer) {
    if (ladder.isEmpty()) {
      return List.of();
    }
    var weaker =
        field.weaker().keySet().stream()
            .filter(stage -> !ladder.get().has(stage))
            .map(stage -> offLadder(stage, pointer + "/weaker/" + stage));
    var own =
        Optional.of(field.stage()).stream()
            .filter(stage -> !ladder.get().has(stage))
            .map(stage -> offLadder(stage, pointer + "/stage"));
    return Stream.concat(own, weaker).toList();
  }

  private Malformed offLadder(Stage stage, String pointer) {
    List<String> stages = ladder.orElseThrow().stages().stream().map(Stage::value).toList();
    return new Malformed(pointer, Unknown.name("stage", stage.value(), stages, "never"));
  }
}
