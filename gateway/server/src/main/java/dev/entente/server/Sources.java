package dev.entente.server;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.exchange.Offers.Offered;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.directory.Mistake;
import dev.entente.source.Connector;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The sources of all datasets. */
public final class Sources implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final Map<DatasetId, Offered> offered = new LinkedHashMap<>();
  private final List<Bulkhead> open = new ArrayList<>();
  private final InstantSource clock;
  private final Map<DatasetId, String> alarms = new ConcurrentHashMap<>();

  Sources(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Opens the source of every dataset; what is untidy in it is told. Whatever stops it, those that
   * are open by then stay so until {@link #close}.
   *
   * @param scratch for the sources' own files; made if it is not there
   * @throws StartRefused with the file and line of each that cannot be opened
   */
  void open(AllianceDirectory directory, Path scratch, Talk talk) throws StartRefused {
    var mistakes = new ArrayList<String>();
    for (DatasetFile file : directory.datasets().values()) {
      try {
        var source =
            new Bulkhead(
                file.id(),
                open(file, directory.root(), scratch, talk),
                file.manifest().limits(),
                clock);
        open.add(source);
        offered.put(file.id(), new Offered(file.manifest().dataset(), source));
      } catch (Malformed e) {
        mistakes.add(file.file().mistake(e).toString());
      } catch (Unavailable | IOException e) {
        mistakes.add(unreadable(file, e).toString());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new StartRefused(String.join("\n", mistakes));
    }
  }

  static Mistake unreadable(DatasetFile file, Exception why) {
    return file.file()
        .mistake(file.manifest().location().malformed(String.valueOf(why.getMessage())));
  }

  private Source open(DatasetFile file, Path root, Path scratch, Talk talk) throws IOException {
    var location = file.manifest().location();
    String name = location.at("connector").text();
    Path own = Files.createDirectories(scratch.resolve(file.id().value()));
    return ServiceLoader.load(Connector.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(connector -> connector.name().equals(name))
        .findFirst()
        .orElseThrow(() -> location.at("connector").malformed("there is no connector " + name))
        .open(file.manifest(), root, own, told(file, talk));
  }

  private Opening told(DatasetFile file, Talk talk) {
    String where =
        file.manifest().location().find("path").map(path -> " (" + path.text() + ")").orElse("");
    return new Opening() {
      @Override
      public void progress(long done, long total, String unit) {
        talk.progress("reading " + file.id() + ", " + unit, done, total);
      }

      @Override
      public void finding(String text) {
        talk.say("dataset " + file.id() + where + ": " + text);
      }

      @Override
      public void alarm(Optional<String> why) {
        why.ifPresentOrElse(
            it -> alarms.put(file.id(), "dataset " + file.id() + where + ": " + it),
            () -> alarms.remove(file.id()));
      }
    };
  }

  /** Those that were opened, in the order of their names. */
  List<Bulkhead> all() {
    return List.copyOf(open);
  }

  /** Why some do not work, by dataset, as far as is known. */
  Map<String, String> ailments() {
    var ailments = new LinkedHashMap<String, String>();
    open.forEach(it -> it.ailment().ifPresent(why -> ailments.put(it.dataset().value(), why)));
    return ailments;
  }

  /** The datasets that go on with something older than there is now, and why. */
  List<String> alarms() {
    return alarms.values().stream().sorted().toList();
  }

  Map<DatasetId, Offered> offered() {
    return offered;
  }

  /**
   * How many records the dataset has, counted up to this many.
   *
   * @throws Unavailable if its source cannot be read
   */
  long count(DatasetId id, long most) {
    return keys(id, most, _ -> {});
  }

  /**
   * Reads what tells each record from the others, in the order of the key, so many at most.
   *
   * @param each takes the values of the key's fields
   * @return how many there were
   * @throws Unavailable if the source cannot be read
   */
  long keys(DatasetId id, long most, Consumer<List<@Nullable Object>> each) {
    Offered dataset = Objects.requireNonNull(offered.get(id));
    List<FieldName> key = dataset.manifest().key();
    Optional<Position> after = Optional.empty();
    long count = 0;
    boolean more = true;
    while (more && count < most) {
      int limit = (int) Math.min(PAGE, most - count);
      Page page =
          dataset.source().read(new Selection(key, Optional.empty(), List.of(), limit, after));
      page.rows().forEach(row -> each.accept(values(key, row)));
      count += page.rows().size();
      more = page.more();
      after =
          page.rows().stream()
              .reduce((_, last) -> last)
              .map(last -> new Position(values(key, last)));
    }
    return count;
  }

  private static List<@Nullable Object> values(List<FieldName> key, Row row) {
    return IntStream.range(0, key.size()).<@Nullable Object>mapToObj(row::value).toList();
  }

  @Override
  public void close() {
    open.forEach(Bulkhead::close);
  }
}
