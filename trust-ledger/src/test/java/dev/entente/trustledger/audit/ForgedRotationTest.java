package dev.entente.trustledger.audit;

import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.TrustStories.NEXT_GATEWAY;

import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.Ordered;
import dev.entente.operator.Command;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.trustledger.People;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own keys follow each other, or seem to. */
class ForgedRotationTest extends ForgedTrust {
  private static final int LOG = 0;
  private static final int GATEWAY = 1;

  static Stream<Forgery> rotations() {
    return Stream.of(
        begun(
            "unsigned by the former key", GATEWAY, it -> by(it, it.byNext(), it.byNext()), SIGNED),
        begun("unsigned by the next key", LOG, it -> by(it, it.byFormer(), it.byFormer()), OF_LOG),
        begun(
            "from a gateway key that is not ours",
            GATEWAY,
            _ -> Succession.sign(OwnKey.GATEWAY, People.key("eve"), People.key(NEXT_GATEWAY)),
            "the former gateway key"),
        begun(
            "from a log key that is not ours",
            LOG,
            _ -> Succession.sign(OwnKey.LOG, People.key("eve"), People.key("next-log")),
            "the former log key"),
        forgery(
            "finished, and never begun",
            without(order(Command.BeginRotation.class, GATEWAY)),
            order(Command.FinishRotation.class, GATEWAY),
            "what it says"),
        forgery(
            "finished with another key",
            dated(
                order(Command.FinishRotation.class, GATEWAY),
                (_, time) ->
                    ordered(
                        ANA,
                        new Command.FinishRotation(OwnKey.GATEWAY, People.key("eve").id()),
                        time)),
            order(Command.FinishRotation.class, GATEWAY),
            "what it says"),
        forgery(
            "begun twice",
            forger -> {
              int index = order(Command.BeginRotation.class, LOG).applyAsInt(forger);
              Event event = forger.at(index).event();
              return forger.insert(index + 1, _ -> event);
            },
            order(Command.BeginRotation.class, LOG + 1),
            "what it says"),
        forgery(
            "an amendment by a key that was not rotated to",
            without(order(Command.BeginRotation.class, GATEWAY)),
            at(AgreementAmended.class, 1),
            "the gateway's signature"));
  }

  private static final String SIGNED = "the succession of the gateway key";
  private static final String OF_LOG = "the succession of the log key";

  @ParameterizedTest
  @MethodSource("rotations")
  void a_rotation_that_is_forged_is_found(Forgery forgery) {
    isFound(forgery);
  }

  private static Succession by(Succession it, String former, String next) {
    return new Succession(it.key(), it.former(), it.next(), former, next);
  }

  private static Forgery begun(
      String name, int nth, UnaryOperator<Succession> change, String finding) {
    BiFunction<Event, Instant, Event> changed =
        (event, time) -> {
          var before = (Command.BeginRotation) ((Ordered) event).by().command();
          return ordered(ANA, new Command.BeginRotation(change.apply(before.succession())), time);
        };
    var place = order(Command.BeginRotation.class, nth);
    return forgery(name, dated(place, changed), place, finding);
  }
}
