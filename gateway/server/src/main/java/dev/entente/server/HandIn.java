package dev.entente.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.entente.exchange.Answer;
import dev.entente.operator.OperatorDocument;
import dev.entente.policies.BundleCounts;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.AdminAddress;
import dev.entente.server.operators.OrderDesk;
import dev.entente.server.operators.Orders;
import dev.entente.server.rollout.Rollout;
import dev.entente.signature.Origin;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands in an operator's order: to the gateway that holds the state, through the address it left
 * there, or, where none does, to the ledger itself under the state's lock.
 */
public final class HandIn {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LARGEST_ANSWER = 4 << 20;

  private final AllianceDirectory directory;
  private final InstantSource clock;
  private final Talk talk;

  /** What the order came to: an HTTP status, and the JSON that says more. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Reply(int status, byte[] body) {
    public boolean isDone() {
      return status == 200;
    }
  }

  public HandIn(AllianceDirectory directory, InstantSource clock, Talk talk) {
    this.directory = directory;
    this.clock = clock;
    this.talk = talk;
  }

  /**
   * Hands the document in and waits for what it comes to.
   *
   * @throws StartRefused if nobody could take it; nothing was changed then, unless it says so
   */
  public Reply order(OperatorDocument document) throws StartRefused {
    Optional<Path> busy = Instance.busy(directory.settings());
    if (busy.isPresent()) {
      return send(
          address(busy.get()),
          AdminAnswers.ORDERS,
          "application/jose",
          document.compact(),
          "`entente stage` shows whether it took the order");
    }
    try (Instance instance = Instance.take(directory.settings())) {
      return apply(document, instance);
    } catch (StoreException | KeysUnusable | BundleRefused | Unavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Has the gateway that runs hold a round with the peers it trades with, or one of them.
   *
   * @throws StartRefused if none runs, or it did not answer
   */
  public Reply round(Optional<String> peer) throws StartRefused {
    Path busy =
        Instance.busy(directory.settings())
            .orElseThrow(
                () ->
                    new StartRefused(
                        "no gateway serves this directory; start it: entente serve DIR"));
    return send(
        address(busy),
        AdminAnswers.ROUNDS + peer.map(name -> "/" + name).orElse(""),
        "application/json",
        "",
        "the round may go on all the same");
  }

  private static Origin address(Path busy) throws StartRefused {
    return AdminAddress.in(busy)
        .read()
        .orElseThrow(
            () ->
                new StartRefused(
                    "a process holds %s; it takes no orders, or not yet: try again in a moment"
                        .formatted(busy)));
  }

  private Reply apply(OperatorDocument document, Instance instance)
      throws StartRefused, KeysUnusable {
    Settings settings = directory.settings();
    GatewayKeys keys = KeyFolder.open(settings.keys());
    try (var ledger = GatewayLedger.open(settings, instance, keys.logRing(), clock, talk);
        var rollout = Rollout.open(directory, ledger, BundleCounts.none())) {
      if (ledger.refusal().isPresent()) {
        throw new StartRefused("nothing is recorded: " + ledger.refusal().get());
      }
      RotatedKeys.check(ledger.trust(), keys);
      var governance = Orders.over(directory, ledger, rollout.policy(), rollout, keys, clock);
      Answer answer = new OrderDesk(governance, ledger).take(document.compact().getBytes(US_ASCII));
      return new Reply(answer.status(), answer.body());
    }
  }

  private static Reply send(Origin gateway, String path, String type, String body, String otherwise)
      throws StartRefused {
    var request =
        HttpRequest.newBuilder(URI.create(gateway + path))
            .timeout(PATIENCE)
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body, US_ASCII))
            .build();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<byte[]> answer =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new StartRefused(
          "the gateway at "
              + gateway
              + " did not answer ("
              + Objects.requireNonNullElse(e.getMessage(), "no connection")
              + "); "
              + otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted; " + otherwise);
    }
  }
}
