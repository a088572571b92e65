package dev.entente.exchange;

import dev.entente.disclosure.Records;
import dev.entente.disclosure.Rendering;
import dev.entente.exchange.Planner.Prospect;
import dev.entente.signature.Salt;
import dev.entente.source.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads and renders the page that is asked for; of an export also the one after it, while the
 * partner takes the one before, since the next part is nearly always asked for at once.
 *
 * <p>What was read ahead has left nothing, costs nothing and is recorded nowhere: the part is
 * admitted, decided and planned when it is asked for, and takes the page only if that comes to the
 * same in all that the page was made from. Else the page is thrown away, as it is when a moment has
 * passed. Thread-safe.
 */
final class Pages {
  /** Pages ahead at a time, of one export one. */
  static final int MOST = 3;

  /** Bytes of text that one of them may have. */
  static final int LARGEST = 2 << 20;

  private final Secrets secrets;
  private final Map<Long, Ahead> byExport = new HashMap<>();

  Pages(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The page that was planned, from the source if it is not here already. */
  Rendered of(Planned planned) {
    Prospect prospect = planned.prospect();
    return taken(planned.asked().export())
        .flatMap(ahead -> ahead.page(prospect))
        .orElseGet(() -> read(prospect));
  }

  private Rendered read(Prospect prospect) {
    return rendered(prospect, prospect.page());
  }

  private Rendered rendered(Prospect prospect, Page page) {
    Salt salt = Salt.fresh();
    return Rendered.of(prospect.records(page, secrets, salt), salt);
  }

  private synchronized Optional<Ahead> taken(OptionalLong export) {
    return export.isPresent()
        ? Optional.ofNullable(byExport.remove(export.getAsLong()))
        : Optional.empty();
  }

  /** Begins to read what follows this part of an export, should it be recorded whole. */
  void ahead(Planned planned, Rendered part) {
    Records records = part.records();
    if (planned.asked().export().isPresent()
        && records.page().more()
        && records.size() <= LARGEST) {
      Prospect next = planned.prospect().after(records.page().rows().getLast());
      Rows rows = part.next().orElseGet(() -> new Rows(next));
      Optional<Rendering> rendering = planned.asked().rendering();
      begin(
          planned.asked().export().getAsLong(),
          new Ahead(next, rows, page -> rendered(next, page, rendering)));
    }
  }

  /** While a page is rendered, the rows after it are read. */
  private Rendered rendered(Prospect prospect, Page page, Optional<Rendering> rendering) {
    Optional<Rows> next =
        page.more()
            ? Optional.of(new Rows(prospect.after(page.rows().getLast())))
            : Optional.empty();
    next.ifPresent(Thread::startVirtualThread);
    Rendered plain = rendered(prospect, page).before(next);
    return rendering.map(plain::in).orElse(plain);
  }

  private void begin(long export, Ahead ahead) {
    synchronized (this) {
      if (byExport.size() >= MOST || byExport.putIfAbsent(export, ahead) != null) {
        return;
      }
    }
    Thread.startVirtualThread(
        () -> {
          ahead.run(page -> page.records().size() <= LARGEST);
          forget(export, ahead);
        });
  }

  private synchronized void forget(long export, Ahead ahead) {
    byExport.remove(export, ahead);
  }
}
