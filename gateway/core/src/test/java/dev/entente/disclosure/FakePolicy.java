package dev.entente.disclosure;

import dev.entente.agreement.Purpose;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The default rule in Java, with fields that it hides and a hook while it decides. */
public final class FakePolicy implements Policy {
  private final Set<FieldName> hidden = new HashSet<>();
  private final Map<String, FieldName> kept = new HashMap<>();
  private volatile Rows rows = new Rows.Every();
  private volatile PolicyRevision revision = revision("one");
  private volatile Runnable deciding = () -> {};

  public static PolicyRevision revision(String name) {
    return PolicyRevision.of(name.getBytes(StandardCharsets.UTF_8));
  }

  public FakePolicy hiding(String... fields) {
    List.of(fields).forEach(name -> hidden.add(new FieldName(name)));
    return this;
  }

  /** Withholds the field from who asks for this purpose. */
  public void keepingFrom(String purpose, String field) {
    kept.put(purpose, new FieldName(field));
  }

  /** Lets only these rows be touched, of whatever is asked. */
  public void letting(Rows these) {
    rows = these;
  }

  /** Becomes another policy, though it decides alike. */
  public void become(String name) {
    revision = revision(name);
  }

  /** Runs each time before it decides; may block or throw. */
  public void whileDeciding(Runnable hook) {
    deciding = hook;
  }

  @Override
  public PolicyRevision revision() {
    return revision;
  }

  @Override
  public Decision decide(PolicyInput input) {
    deciding.run();
    Map<FieldName, Released> released = new HashMap<>();
    Map<FieldName, Withheld> withheld = new HashMap<>();
    for (Field field : input.dataset().fields()) {
      if (!hidden.contains(field.name())) {
        Optional<Reason> reason = denied(field, input).or(() -> reason(field, input));
        Optional<Release> release = release(field, input, reason);
        release.ifPresent(form -> released.put(field.name(), new Released(form, reason)));
        if (release.isEmpty()) {
          withheld.put(field.name(), new Withheld(reason.orElseThrow()));
        }
      }
    }
    return new Decision(released, withheld, rows);
  }

  /** What came in; the rest is the real policy's to ask for. */
  @Override
  public List<GateState> gates(PromotionInput input) {
    deciding.run();
    BigDecimal times = input.facts().at("/gate/cleared").decimalValue();
    BigDecimal need = times.multiply(input.facts().get("window").decimalValue());
    BigDecimal have = input.facts().get("cleared").decimalValue();
    BigDecimal missing = need.subtract(have).max(BigDecimal.ZERO);
    return List.of(
        new GateState(
            "cleared",
            missing.signum() == 0,
            Json.tree(have),
            Json.tree(need),
            Json.tree(missing)));
  }

  private Optional<Reason> denied(Field field, PolicyInput input) {
    return input.purpose().map(kept::get).filter(field.name()::equals).isPresent()
        ? because(Because.POLICY, "ask ana")
        : Optional.empty();
  }

  /** Why the field is not released in full; empty if it is. */
  private static Optional<Reason> reason(Field field, PolicyInput input) {
    if (!agreed(input)) {
      return because(Because.PURPOSE, "name one of the agreed purposes");
    }
    if (input.dry().contains(field.category()) && !input.asked().contains(field.name())) {
      return because(Because.RECIPROCITY, "contribute to " + field.category());
    }
    if (!reached(input).contains(field.stage())) {
      return because(Because.STAGE, "reach stage " + field.stage());
    }
    if (field.milestone().filter(name -> !input.milestones().contains(name)).isPresent()) {
      return because(Because.MILESTONE, "show " + field.milestone().get());
    }
    return Optional.empty();
  }

  private static Optional<Release> release(
      Field field, PolicyInput input, Optional<Reason> reason) {
    if (reason.isEmpty()) {
      return Optional.of(new Release.Full());
    }
    boolean weaker = reason.get().because() == Because.STAGE && agreed(input);
    return reached(input).reversed().stream()
        .filter(_ -> weaker)
        .filter(field.weaker()::containsKey)
        .findFirst()
        .map(field.weaker()::get);
  }

  private static boolean agreed(PolicyInput input) {
    return input.terms().purposes().stream()
        .map(Purpose::value)
        .anyMatch(name -> input.purpose().filter(name::equals).isPresent());
  }

  private static List<Stage> reached(PolicyInput input) {
    return input.terms().ladder().reached(input.stage());
  }

  private static Optional<Reason> because(Because because, String unlock) {
    return Optional.of(new Reason(because, List.of(unlock)));
  }
}
