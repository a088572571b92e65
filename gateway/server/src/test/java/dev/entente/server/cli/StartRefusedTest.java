package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TestCertificate;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Starts that are refused: with 1, a sentence that says what to do, and everything closed again, so
 * that a start right after it works.
 */
@Timeout(60)
class StartRefusedTest {
  private static final String ENTENTE = "entente.yaml";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"no bundle", ""})
  void aBundleThatIsNone(String text) throws IOException {
    var alliance = alliance().write("policies/bundle.tar.gz", text);
    refused(alliance, "policies/bundle.tar.gz: ");
    Files.delete(alliance.root.resolve("policies/bundle.tar.gz"));
    starts(alliance);
  }

  @Test
  void policiesWithoutABundle() throws IOException {
    var alliance = alliance().write("policies/disclosure.rego", "package entente.disclosure");
    refused(alliance, "policies/bundle.tar.gz:1: there is no such file", "`opa build`");
    Files.delete(alliance.root.resolve("policies/disclosure.rego"));
    starts(alliance);
  }

  @Test
  void keysThatOthersMayRead() throws IOException {
    var alliance = started();
    Path keys = alliance.root.resolve("state/keys");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-xr-x"));
    refused(alliance, "may be read by others; mend it with: chmod 700 " + keys);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    Path log = keys.resolve("log.jwk");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    refused(alliance, "may be read by others; mend it with: chmod 600 " + log);
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
    starts(alliance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.jwk", "log.jwk", "memory.jwk"})
  void aKeyThatIsDamagedOrGone(String name) throws IOException {
    var alliance = started();
    Path key = alliance.root.resolve("state/keys").resolve(name);
    byte[] whole = Files.readAllBytes(key);
    Files.write(key, Arrays.copyOf(whole, whole.length / 2));
    refused(alliance, name + " is not as it was made: ", "bring it back from a backup");
    Path aside = Files.move(key, directory.resolve("aside"));
    refused(alliance, name + " is missing; bring it back from a backup");
    Files.move(aside, key);
    Files.write(key, whole);
    starts(alliance);
  }

  @Test
  void aStateThatIsHeldAlready() {
    var alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      refusedBy(
          "serve",
          alliance,
          "state is held by process " + ProcessHandle.current().pid() + "; stop it");
      assertThat(gateway.orchard().get("/v1/agreements/orchard").status()).isEqualTo(200);
    }
    starts(alliance);
  }

  @Test
  void aFileInTheStatesPlace() throws IOException {
    var alliance = alliance().write("state", "words");
    refused(alliance, "state is no directory; name one to keep state in");
    assertThat(alliance.root.resolve("state")).hasContent("words");
    Files.delete(alliance.root.resolve("state"));
    starts(alliance);
  }

  @Test
  void aPortThatIsTakenAndTheOperatorsPortIsGivenBack() throws IOException {
    var alliance = alliance();
    try (var other = socket()) {
      alliance.change(ENTENTE, "admin: 127.0.0.1:0", "admin: 127.0.0.1:" + other.getLocalPort());
    }
    try (var socket = socket()) {
      String taken = "127.0.0.1:" + socket.getLocalPort();
      alliance.change(ENTENTE, "listen: 127.0.0.1:0", "listen: " + taken);
      refusedBy(
          "serve",
          alliance,
          taken + " cannot be listened on: it is in use, or not this machine's; name another");
    }
    starts(alliance);
  }

  private static ServerSocket socket() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void anAddressThatIsAnothers() {
    var alliance = alliance().change(ENTENTE, "listen: 127.0.0.1:0", "listen: 192.0.2.1:8080");
    refusedBy("serve", alliance, "192.0.2.1:8080 cannot be listened on: ");
    starts(alliance.change(ENTENTE, "listen: 192.0.2.1:8080", "listen: 127.0.0.1:0"));
  }

  @Test
  void oneAddressForPartnersAndOperators() {
    var alliance = alliance().change(ENTENTE, "127.0.0.1:0", "127.0.0.1:8080");
    refused(alliance, "entente.yaml:3: `admin` and `listen` are one address; take two ports");
    starts(alliance.change(ENTENTE, "127.0.0.1:8080", "127.0.0.1:0"));
  }

  @Test
  void everyAddressWithoutTheOneThatPartnersCall() {
    var alliance = alliance().change(ENTENTE, "listen: 127.0.0.1:0", "listen: 0.0.0.0:0");
    refused(
        alliance,
        "entente.yaml:2: `0.0.0.0` is every address: say with `external-origin` which one partners"
            + " call");
    starts(alliance.change(ENTENTE, "admin", "external-origin: http://halden.example\nadmin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operatrs: [ana]|unknown name `operatrs`; did you mean `operators`?",
        "passkeys: {}|`passkeys` is not built yet; leave it out",
        "policy: {engine: opa}|`url` is missing, such as `url: http://127.0.0.1:8181`",
        "ledger: {store: postgres}|`url` is missing, such as `url:"
            + " jdbc:postgresql://db.example/halden`",
        "ledger: {store: postgres, url: postgres}|a database is named as"
            + " jdbc:postgresql://HOST/DATABASE, not `postgres`",
        "ledger: {store: oracle}|there is no `ledger: store: oracle`; there is: sqlite, postgres"
      })
  void aSettingThatIsUnknownOrALaterFeatures(String setting, String sentence) {
    var alliance = alliance().change(ENTENTE, "admin:", setting + "\nadmin:");
    refused(alliance, "entente.yaml:3: " + sentence);
    starts(alliance.change(ENTENTE, setting + "\n", ""));
  }

  @Test
  void aDatabaseThatDoesNotAnswer() {
    refused(
        alliance()
            .change(
                ENTENTE,
                "admin:",
                "ledger: {store: postgres, url: \"jdbc:postgresql://127.0.0.1:9/halden\"}\nadmin:"),
        "jdbc:postgresql://127.0.0.1:9/halden cannot be ",
        "Connection to 127.0.0.1:9 refused");
  }

  @Test
  void aConnectorThatThereIsNot() {
    var alliance = alliance();
    alliance.change("datasets/accounts.yaml", "connector: files", "connector: trine");
    refused(
        alliance,
        "datasets/accounts.yaml:3: there is no `connector: trine`; did you mean `trino`?",
        "files",
        "http",
        "postgres");
  }

  @Test
  void aClusterThatIsNotThere() {
    refused(
        alliance()
            .change(
                "datasets/accounts.yaml",
                "{connector: files, path: data/accounts.csv}",
                "{connector: trino, url: \"jdbc:trino://127.0.0.1:9\", table: a.b.c, user: me}"),
        "datasets/accounts.yaml:3: dataset `accounts` cannot be read: Trino cannot be spoken to:"
            + " ConnectException");
  }

  @Test
  void dataThatIsNotThere() throws IOException {
    var alliance = alliance();
    Files.delete(alliance.root.resolve("data/accounts.csv"));
    refused(alliance, "datasets/accounts.yaml:3: ", "data/accounts.csv");
    starts(alliance.write("data/accounts.csv", "ticker,sector,employees,margin,notes\n"));
  }

  @Test
  void aCertificateWhoseKeyIsMissingUnreadableOrAnothers() throws IOException {
    var certificate = TestCertificate.make(directory, "EC");
    var alliance = alliance();
    alliance.change(ENTENTE, "admin:", "tls: {certificate: cert.pem, key: key.pem}\nadmin:");
    alliance.write("cert.pem", certificate.certificate());
    refused(alliance, "entente.yaml:3: there is no readable file `key.pem`; paths are relative");
    alliance.write("key.pem", "words");
    refused(alliance, "key.pem cannot be used as a private key: ", "RSA or EC key in PEM");
    alliance.write("key.pem", certificate.key().replace("PRIVATE", "ENCRYPTED PRIVATE"));
    refused(alliance, "key.pem cannot be used as a private key: ", "not encrypted");
    alliance.write("key.pem", TestCertificate.make(directory, "RSA").key());
    refused(alliance, "key.pem cannot be used as a private key: ", "does not match");
    alliance.write("key.pem", TestCertificate.make(directory, "EC").key());
    refused(alliance, "key.pem is not the private key of the first certificate in ", "cert.pem");
    alliance.write("key.pem", certificate.certificate()).write("cert.pem", certificate.key());
    refused(alliance, "cert.pem holds no certificate in PEM");
    starts(alliance.change(ENTENTE, "tls: {certificate: cert.pem, key: key.pem}\n", ""));
  }

  private TinyAlliance alliance() {
    return new TinyAlliance(directory.resolve("halden"));
  }

  /** One whose state and keys are there. */
  private TinyAlliance started() {
    var alliance = alliance();
    starts(alliance);
    return alliance;
  }

  /** By the start, and before it by whoever checks. */
  private static void refused(TinyAlliance alliance, String... sentences) {
    refusedBy("check", alliance, sentences);
    refusedBy("serve", alliance, sentences);
  }

  private static void refusedBy(String command, TinyAlliance alliance, String... sentences) {
    var said = run(command, alliance);
    assertThat(said.exit()).as(said.err()).isEqualTo(1);
    assertThat(said.err()).contains(sentences).doesNotContain("\tat ", "should not have happened");
    assertThat(said.out().lines()).noneMatch(it -> it.matches("(in order|listening).*"));
  }

  private static Said run(String command, TinyAlliance alliance) {
    return InProcess.run(command, alliance.root.toString());
  }

  private static void starts(TinyAlliance alliance) {
    RunningGateway.start(alliance).close();
  }
}
