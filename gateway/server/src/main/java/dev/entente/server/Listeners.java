package dev.entente.server;

import dev.entente.server.console.Console;
import dev.entente.server.directory.Address;
import dev.entente.server.directory.Settings;
import dev.entente.server.http.Answers;
import dev.entente.server.http.Limits;
import dev.entente.server.http.Listener;
import dev.entente.server.http.Pages;
import dev.entente.server.http.Place;
import dev.entente.signature.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The two addresses at which a gateway answers: its partners and its operators. */
final class Listeners implements AutoCloseable {
  private static final Address LOOPBACK = new Address("127.0.0.1", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Closing closing = new Closing();
  private final Console console;
  private final Origin partners;
  private final Origin operators;

  private Listeners(
      Settings settings,
      Answers partners,
      Answers operators,
      Function<Vertx, Console> console,
      Function<Vertx, Pages> joint,
      Limits limits) {
    Vertx vertx = vertx();
    closing.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    try {
      this.console = console.apply(vertx);
      this.operators =
          listen(vertx, place(settings.admin().orElse(LOOPBACK)), operators, this.console, limits);
      this.console.listensAt(this.operators);
      this.partners = listen(vertx, place(settings), partners, joint.apply(vertx), limits);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Listens at both.
   *
   * @throws StartRefused if they are one
   * @throws dev.entente.server.http.ListenException if one of them cannot be had
   */
  static Listeners open(
      Settings settings,
      Answers partners,
      Answers operators,
      Function<Vertx, Console> console,
      Function<Vertx, Pages> joint,
      Limits limits)
      throws StartRefused {
    // Vert.x would share the address between the two.
    if (settings.listen().port() != 0 && settings.admin().equals(Optional.of(settings.listen()))) {
      throw new StartRefused("entente.yaml: `listen` and `admin` are one address; name two");
    }
    return new Listeners(settings, partners, operators, console, joint, limits);
  }

  private Origin listen(Vertx vertx, Place place, Answers answers, Pages pages, Limits limits) {
    Listener opened = Listener.open(vertx, place, answers, pages, limits);
    closing.add(() -> opened.close(PATIENCE));
    return opened.bound();
  }

  private static Place place(Address address) {
    return new Place(address.host(), address.port(), Optional.empty(), Optional.empty());
  }

  private static Place place(Settings settings) {
    return new Place(
        settings.listen().host(),
        settings.listen().port(),
        settings.externalOrigin(),
        pem(settings));
  }

  static Optional<Place.Pem> pem(Settings settings) {
    return settings.tls().map(tls -> new Place.Pem(tls.certificate(), tls.key()));
  }

  static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }

  Console console() {
    return console;
  }

  /** Scheme, host and bound port for partners. */
  Origin partners() {
    return partners;
  }

  /** The same for operators. */
  Origin operators() {
    return operators;
  }

  /** Accepts nothing more, and answers what it has, at most for ten seconds at each. */
  @Override
  public void close() {
    closing.close();
  }
}
