package dev.entente.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";
  private static final String QUERY = AGREEMENT + "/datasets/accounts/query";

  @TempDir private Path directory;
  private TinyAlliance alliance;
  private Path state;
  private Path backup;

  @BeforeEach
  void prepare() {
    alliance = new TinyAlliance(directory.resolve("halden"));
    state = alliance.root.resolve("state");
    backup = directory.resolve("halden.backup");
  }

  private Said backup(String... more) {
    return run(Stream.concat(Stream.of("backup"), named(more)));
  }

  private Said restore(Path file) {
    return InProcess.run("restore", alliance.root.toString(), file.toString());
  }

  private Stream<String> named(String... more) {
    return Stream.concat(
        Stream.of(alliance.root.toString(), backup.toString()), Arrays.stream(more));
  }

  private static Said run(Stream<String> arguments) {
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private static void done(Said said) {
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private static void refused(Said said, String why) {
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains(why);
  }

  /** A backup of a gateway that released something, which is gone then. */
  private void lose(String... options) throws IOException {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().post(QUERY, "{}");
      done(backup(options));
    }
    Files.move(state, directory.resolve("lost"));
  }

  @Test
  void itIsTakenUnderLoadAndHoldsOnceItIsRestored() throws Exception {
    var goOn = new AtomicBoolean(true);
    var answered = new AtomicInteger();
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      share(orchard, 0);
      List<Thread> clients =
          Stream.generate(() -> Thread.ofVirtual().unstarted(() -> ask(orchard, goOn, answered)))
              .limit(3)
              .toList();
      clients.forEach(Thread::start);
      while (answered.get() < 50) {
        Thread.sleep(5);
      }
      done(backup("--with-keys"));
      goOn.set(false);
      for (Thread client : clients) {
        client.join();
      }
    }
    int all = answered.get();
    Files.move(state, directory.resolve("lost"));
    assertThat(Files.getPosixFilePermissions(backup))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(members()).noneMatch(it -> it.matches("state/(lock|admin|cache.*|.*\\.lock)"));

    Said said = restore(backup);
    done(said);
    assertThat(said.out()).contains("entries, which hold");

    done(InProcess.run("audit", alliance.root.toString()));
    recordedFilesAreThere();
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(released(gateway)).isBetween(50, all);
      assertThat(gateway.orchard().post(QUERY, "{}").status()).isEqualTo(200);
      share(gateway.orchard(), 1_000_000);
    }
  }

  private static void ask(Caller orchard, AtomicBoolean goOn, AtomicInteger answered) {
    while (goOn.get()) {
      assertThat(orchard.post(QUERY, "{}").status()).isEqualTo(200);
      share(orchard, answered.incrementAndGet());
    }
  }

  private static void share(Caller orchard, int campaign) {
    var body = "{\"records\":[{\"campaign\":\"C-%d\",\"spend\":1}]}".formatted(campaign);
    var headers =
        dev.entente.signature.Headers.of(
            "content-type", "application/json", "idempotency-key", "k" + campaign);
    var reply =
        orchard.call(
            "POST",
            AGREEMENT + "/exchanges/campaigns/contributions",
            headers,
            body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private int released(RunningGateway gateway) {
    Caller orchard = gateway.caller(alliance.orchard);
    int released = 0;
    var page = orchard.get(AGREEMENT + "/entries?limit=1000").json();
    for (var entry : page.get("entries")) {
      byte[] bytes = java.util.Base64.getDecoder().decode(entry.get("entry").textValue());
      released += Json.read(bytes).get("kind").textValue().equals("disclosed") ? 1 : 0;
    }
    return released;
  }

  /** For each contribution in the ledger there is its file, with its name or still held. */
  private void recordedFilesAreThere() throws IOException {
    List<String> files;
    try (Stream<Path> found = Files.walk(state.resolve("received"))) {
      files = found.map(file -> file.getFileName().toString()).toList();
    }
    try (var log = dev.entente.trustledger.store.SqliteLog.open(state.resolve("ledger.db"))) {
      var received =
          log.entries(0, 10_000).stream()
              .map(kept -> Json.read(kept.bytes()))
              .filter(entry -> entry.get("kind").textValue().equals("received"))
              .map(entry -> entry.get("request").textValue())
              .toList();
      assertThat(received)
          .isNotEmpty()
          .allMatch(
              request ->
                  files.contains(request + ".ndjson") || files.contains(request + ".ndjson.held"));
    }
  }

  private List<String> members() throws IOException {
    try (var zip = new ZipFile(backup.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void keysAreInItOnlyWhereTheyWereAskedFor() throws IOException {
    lose();
    assertThat(members())
        .noneMatch(it -> it.contains("keys") || it.contains("operators") || it.contains("jwk"));
    refused(restore(backup), "the gateway's keys are neither in the backup nor in");
    assertThat(state.resolve("ledger.db")).doesNotExist();

    Files.createDirectories(state);
    Files.move(directory.resolve("lost/keys"), state.resolve("keys"));
    done(restore(backup));
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.orchard().post(QUERY, "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void withAnotherGatewaysKeysItIsNotRestored() throws IOException {
    lose();
    var other = new TinyAlliance(directory.resolve("other"));
    RunningGateway.start(other).close();
    Files.createDirectories(state);
    Files.move(other.root.resolve("state/keys"), state.resolve("keys"));
    refused(restore(backup), "not one that the log's key signed");
    assertThat(state.resolve("ledger.db")).doesNotExist();
  }

  @Test
  void nothingIsEverOverwritten() throws IOException {
    Files.writeString(backup, "mine");
    try (var gateway = RunningGateway.start(alliance)) {
      share(gateway.orchard(), 1);
      refused(backup(), "is there already");
      assertThat(backup).hasContent("mine");
      Files.delete(backup);
      done(backup("--with-keys"));
      refused(restore(backup), "is held by process");
    }
    refused(restore(backup), "holds a ledger, which stays as it is");
    Files.delete(state.resolve("ledger.db"));
    refused(restore(backup), state.resolve("policies") + " is there already");
    assertThat(directory.resolve("halden")).isDirectoryNotContaining("glob:**.restoring");
  }

  @Test
  void aBackupThatIsNoneOfThisGatewaysIsRefused() throws IOException {
    lose("--with-keys");
    alliance.change("entente.yaml", "gateway: halden", "gateway: haldan");
    refused(restore(backup), "it is no backup of the gateway `haldan`");
    Files.writeString(backup, "nothing");
    refused(restore(backup), "it is no backup, or was cut on the way");
  }

  @Test
  void aBackupThatWasCutOrDamagedIsRefusedWhole() throws IOException {
    lose("--with-keys");
    byte[] bytes = Files.readAllBytes(backup);
    for (int part = 1; part < 20; part++) {
      Path cut = directory.resolve("cut");
      Files.write(cut, Arrays.copyOf(bytes, bytes.length * part / 20));
      assertThat(restore(cut).exit()).as("%d of 20", part).isEqualTo(1);
      byte[] damaged = bytes.clone();
      damaged[bytes.length * part / 20] ^= 1;
      Files.write(cut, damaged);
      assertThat(restore(cut).exit()).as("%d of 20, damaged", part).isEqualTo(1);
      assertThat(state.resolve("ledger.db")).doesNotExist();
    }
    done(restore(backup));
  }

  private Map<String, byte[]> content() throws IOException {
    var content = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(backup.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        content.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return content;
  }

  private Path packed(Map<String, byte[]> content, int level) throws IOException {
    Path file = directory.resolve("forged");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (var member : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws IOException {
    lose("--with-keys");
    for (String name :
        List.of(
            "../evil",
            "state/../../evil",
            "/evil",
            "state/..",
            "state//evil",
            "evil",
            "state\\evil",
            "state/./evil",
            "ledger.db/evil/../../x",
            "keys/",
            "state/\u0000evil")) {
      Map<String, byte[]> content = content();
      content.put(name, new byte[] {1});
      refused(restore(packed(content, Deflater.NO_COMPRESSION)), "none of a backup's");
    }
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files).noneMatch(file -> file.endsWith("evil"));
    }
  }

  @Test
  void whatWouldUnpackToMoreThanItIsIsRefused() throws IOException {
    lose("--with-keys");
    Map<String, byte[]> content = content();
    content.put("state/received/bomb", new byte[50 << 20]);
    refused(
        restore(packed(content, Deflater.BEST_COMPRESSION)), "it would unpack to more than it is");
  }

  @Test
  void aLogThatWasEditedInTheBackupIsNotPutInPlace() throws IOException {
    lose("--with-keys");
    Map<String, byte[]> content = content();
    String ledger = new String(content.get("ledger.db"), StandardCharsets.ISO_8859_1);
    content.put(
        "ledger.db",
        ledger
            .replace("\"dataset\":\"accounts\"", "\"dataset\":\"nothings\"")
            .getBytes(StandardCharsets.ISO_8859_1));
    refused(restore(packed(content, Deflater.NO_COMPRESSION)), "the log is not what was recorded");
    assertThat(state.resolve("ledger.db")).doesNotExist();
  }

  @Test
  void withTheLogInADatabaseItsOwnToolsAreNamed() {
    var database =
        new dev.entente.trustledger.store.Database(
            "jdbc:postgresql://db.example/halden?currentSchema=ledger&ssl=true",
            java.util.Optional.of("halden"),
            java.util.Optional.of("secret"));
    assertThat(DatabaseTools.dump(database, "halden.dump"))
        .isEqualTo(
            "pg_dump --format=custom --schema='ledger' --file='halden.dump'"
                + " 'postgresql://db.example/halden?user=halden'");
    assertThat(DatabaseTools.restore(database, "halden.dump"))
        .isEqualTo(
            "pg_restore --exit-on-error --single-transaction"
                + " --dbname='postgresql://db.example/halden?user=halden' 'halden.dump'");
  }
}
