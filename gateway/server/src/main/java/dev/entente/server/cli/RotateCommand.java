package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.ledger.Rotation;
import dev.entente.operator.Command.BeginRotation;
import dev.entente.operator.Command.FinishRotation;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeyRing;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.signature.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Rotates the gateway's or the log's key, in two steps.",
      "The first makes the next key, and shows it beside the one that signs: the gateway's in its"
          + " key set, the log's by a second signature under each checkpoint. With --finish the next"
          + " key signs alone, and the private half of the former one is gone. Start each gateway"
          + " again after each step.",
      "What was signed before stays good: former gateway keys stay in the key set, and a proof"
          + " verifies with the log key of its time, which whoever keeps proofs keeps beside them."
    },
    footer = {
      "",
      "Example:",
      "  entente rotate halden gateway --as ana --because \"a year is over\"",
      "  entente rotate halden gateway --finish --as ana --because \"our partners know the key\""
    })
final class RotateCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "KEY", description = "gateway or log.")
  private String name;

  @Option(names = "--finish", description = "The next key signs alone from here on.")
  private boolean finish;

  @Override
  public Integer call() throws NotDone {
    OwnKey key = call.valid(OwnKey::named, name);
    Path folder = call.directory().settings().keys();
    try {
      return finish ? finish(key, folder) : begin(key, folder);
    } catch (KeysUnusable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private int begin(OwnKey key, Path folder) throws NotDone, KeysUnusable {
    KeyRing ring = KeyFolder.prepare(folder, key).ring(key);
    var succession = Succession.sign(key, ring.current(), ring.next().orElseThrow());
    return call.order(
        reason.text(), new BeginRotation(succession), answer -> begun(succession, answer));
  }

  private List<String> begun(Succession succession, JsonNode answer) {
    var lines = new ArrayList<>(ShownOrder.done(answer));
    lines.add("signs       " + succession.formerId());
    lines.add("next        " + succession.nextId());
    lines.add(
        "then        start each gateway again, and give your peers the new card: entente peer card "
            + call.named());
    lines.add(
        "            when they have it: entente rotate %s %s --finish --as OPERATOR --because TEXT"
            .formatted(call.named(), succession.key()));
    return lines;
  }

  private int finish(OwnKey key, Path folder) throws NotDone, KeysUnusable {
    KeyRing ring = KeyFolder.open(folder).ring(key);
    SigningKey next =
        ring.next()
            .orElseThrow(
                () ->
                    new NotDone(
                        "there is no next %s key; make one: entente rotate %s %s --as OPERATOR --because TEXT"
                            .formatted(key, call.named(), key)));
    int code =
        isRecorded(key, next)
            ? 0
            : call.order(reason.text(), new FinishRotation(key, next.id()), ShownOrder::done);
    if (code == 0) {
      KeyFolder.promote(folder, key);
      call.out().println("signs       " + next.id() + ", once each gateway is started again");
    }
    return code;
  }

  /** So that a rotation that was cut short after its entry can be finished. */
  private boolean isRecorded(OwnKey key, SigningKey next) throws NotDone {
    return call.trust()
        .rotation(key)
        .filter(Rotation::isFinished)
        .filter(it -> it.current().equals(next.id()))
        .isPresent();
  }
}
