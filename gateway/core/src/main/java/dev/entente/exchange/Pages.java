package dev.entente.exchange;

import dev.entente.exchange.Planner.Prospect;
import dev.entente.signature.Salt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads and renders the page that is asked for; of an export also the one after it, while the
 * partner takes the one before, since the next part is nearly always asked for at once; and the one
 * after that, once a part was asked for in time.
 *
 * <p>What was read ahead has left nothing, costs nothing and is recorded nowhere: the part is
 * admitted, decided and planned when it is asked for, and takes the page only if that comes to the
 * same in all that the page was made from. Else the page is thrown away with what follows it, as it
 * is when a moment has passed. Thread-safe.
 */
final class Pages {
  /** Pages ahead at a time, of all exports. */
  static final int MOST = 3;

  /** How old a page may become before it is asked for. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Secrets secrets;
  private final Map<Long, Deque<Ahead>> byExport = new HashMap<>();

  Pages(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The page that was planned, from the source if it is not here already. */
  Rendered of(Planned planned) {
    OptionalLong export = planned.asked().export();
    Optional<Ahead> first = export.isPresent() ? taken(export.getAsLong()) : Optional.empty();
    Optional<Rendered> early = first.flatMap(ahead -> ahead.page(planned.prospect()));
    if (first.isPresent() && early.isEmpty()) {
      drop(export.getAsLong());
    }
    return early.orElseGet(() -> read(planned.prospect()));
  }

  private Rendered read(Prospect prospect) {
    Salt salt = Salt.fresh();
    return Rendered.of(prospect.records(secrets, salt), salt);
  }

  private synchronized Optional<Ahead> taken(long export) {
    return Optional.ofNullable(byExport.get(export)).map(Deque::poll);
  }

  private synchronized void drop(long export) {
    Optional.ofNullable(byExport.remove(export)).ifPresent(all -> all.forEach(Ahead::drop));
  }

  /** Begins to read what follows this part of an export, should it be recorded whole. */
  void ahead(Planned planned, Rendered page) {
    planned
        .asked()
        .export()
        .ifPresent(
            export ->
                goOn(export, new Part(planned.prospect(), planned.asked().rendering(), page)));
  }

  private void goOn(long export, Part part) {
    begun(export, part).ifPresent(ahead -> Thread.startVirtualThread(() -> run(export, ahead)));
  }

  private void run(long export, Ahead ahead) {
    ahead.run(part -> goOn(export, part));
    forget(export, ahead);
  }

  /** What follows the last page that is here, unless that is still to come. */
  private synchronized Optional<Ahead> begun(long export, Part part) {
    Deque<Ahead> all = byExport.computeIfAbsent(export, _ -> new ArrayDeque<>());
    boolean isEnough = all.size() >= (part.page().early() ? 2 : 1);
    boolean areTooMany = byExport.values().stream().mapToInt(Deque::size).sum() >= MOST;
    Optional<Part> last = all.isEmpty() ? Optional.of(part) : all.getLast().ready();
    Optional<Ahead> next = isEnough || areTooMany ? Optional.empty() : last.flatMap(this::after);
    next.ifPresent(all::add);
    byExport.values().removeIf(Deque::isEmpty);
    return next;
  }

  private Optional<Ahead> after(Part part) {
    return part.next()
        .map(prospect -> new Ahead(part, prospect, () -> read(prospect).early(part.form()), KEPT));
  }

  private synchronized void forget(long export, Ahead ahead) {
    Optional.ofNullable(byExport.get(export)).ifPresent(all -> all.remove(ahead));
    byExport.values().removeIf(Deque::isEmpty);
  }
}
