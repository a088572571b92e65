package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Ordered;
import dev.entente.operator.Command;
import dev.entente.trustledger.People;
import dev.entente.trustledger.TrustStories;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tells a story of trust once, and lets a test change one thing in it. */
abstract class ForgedTrust {
  static final Command SUSPEND = new Command.Suspend(ORCHARD);

  @TempDir static Path story;
  @TempDir Path forged;

  @BeforeAll
  static void tell() {
    TrustStories.tell(story);
  }

  /** A forgery, and what is found where. */
  record Forgery(
      String name, UnaryOperator<Forger> change, ToIntFunction<Forger> place, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Forgery forgery(
      String name, UnaryOperator<Forger> change, ToIntFunction<Forger> place, String finding) {
    return new Forgery(name, change, place, finding);
  }

  /** Where the nth event of a kind stands, from 0. */
  static ToIntFunction<Forger> at(Class<? extends Event> kind, int nth) {
    return forger -> forger.index(kind::isInstance, nth);
  }

  /** Where the nth order of a kind stands that is done by being recorded. */
  static ToIntFunction<Forger> order(Class<? extends Command> kind, int nth) {
    return forger ->
        forger.index(it -> it instanceof Ordered(var by) && kind.isInstance(by.command()), nth);
  }

  static ToIntFunction<Forger> after(ToIntFunction<Forger> place) {
    return forger -> place.applyAsInt(forger) + 1;
  }

  static ToIntFunction<Forger> last() {
    return forger -> forger.entries.size() - 1;
  }

  /** Changes the event that stands there. */
  static UnaryOperator<Forger> event(ToIntFunction<Forger> place, UnaryOperator<Event> change) {
    return forger -> forger.event(place.applyAsInt(forger), change);
  }

  /** The same, with the time of its entry. */
  static UnaryOperator<Forger> dated(
      ToIntFunction<Forger> place, BiFunction<Event, Instant, Event> change) {
    return forger -> {
      int index = place.applyAsInt(forger);
      Instant time = forger.at(index).time();
      return forger.event(index, it -> change.apply(it, time));
    };
  }

  static UnaryOperator<Forger> without(ToIntFunction<Forger> place) {
    return forger -> forger.without(place.applyAsInt(forger));
  }

  /** Puts an event before what stands there. */
  static UnaryOperator<Forger> insert(ToIntFunction<Forger> place, Function<Instant, Event> event) {
    return forger -> forger.insert(place.applyAsInt(forger), event);
  }

  /** Puts an event after everything. */
  static UnaryOperator<Forger> append(Function<Instant, Event> event) {
    return forger -> forger.insert(forger.entries.size(), event);
  }

  static Ordered ordered(String person, Command command, Instant time) {
    return new Ordered(People.order(person, command, time));
  }

  void isFound(Forgery forgery) {
    Forger forger = forgery.change().apply(Forger.of(story.resolve("state")));
    int place = forgery.place().applyAsInt(forger);

    assertThat(ForgedStory.audit(forger.sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(place);
              assertThat(it.what()).isEqualTo(forgery.finding());
            });
  }
}
