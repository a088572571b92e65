package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit leaves in the state, and what the ledger's page makes of it. */
class LastAuditTest {
  @TempDir private Path directory;
  private RunningGateway gateway;
  private Visitor ana;
  private Path root;
  private Path file;

  @BeforeEach
  void start() {
    root = directory.resolve("halden");
    gateway = RunningGateway.start(new TinyAlliance(root));
    gateway.orchard();
    ana = Visitor.of(gateway, "ana");
    file = root.resolve("state/audit.json");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Said audit(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "audit";
    arguments[1] = root.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return InProcess.run(arguments);
  }

  private JsonNode told() {
    return ana.get("/v1/ledger").json().get("audit");
  }

  private String page() {
    String page = ana.get("/ledger").text();
    int from = page.indexOf("id=\"audited\"");
    return page.substring(from, page.indexOf("</section>", from)).replaceAll("\\s+", " ");
  }

  private void query() {
    gateway.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
  }

  @Test
  void whatAWholeAuditCameToIsShownUntilTheNext() throws IOException {
    assertThat(page()).contains("None was made here", "entente audit DIR");
    assertThat(told().get("state").textValue()).isEqualTo("none");
    long size = ana.get("/v1/ledger").json().get("size").longValue();

    assertThat(audit().exit()).isZero();

    assertThat(page()).contains(size + " entries:", "everything holds");
    assertThat(told().get("entries").longValue()).isEqualTo(size);
    assertThat(told().get("holds").booleanValue()).isTrue();
    assertThat(ana.get("/v1/ledger").json().get("checkpoint").textValue())
        .contains(told().get("root").textValue());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    query();
    assertThat(page()).contains(size + " entries, before the 1 that came since");
    assertThat(audit("--json").exit()).isZero();
    assertThat(page()).contains(size + 1 + " entries:");
  }

  @Test
  void partOfAnAuditAndAnAuditOfABundleLeaveNothing() throws IOException {
    Path older = directory.resolve("older.checkpoint");
    Files.write(older, gateway.orchard().get("/v1/log/checkpoint").body());
    query();
    Path bundle = directory.resolve("halden.bundle");

    assertThat(audit("--from", older.toString()).exit()).isZero();
    assertThat(audit("--export", bundle.toString()).exit()).isZero();
    assertThat(InProcess.run("audit", bundle.toString()).exit()).isZero();

    assertThat(file).doesNotExist();
  }

  @Test
  void aStateThatCannotBeWrittenToIsAuditedAllTheSame() throws IOException {
    Files.createDirectory(root.resolve("state/audit.json.new"));

    Said said = audit();

    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("everything holds");
    assertThat(said.err()).contains("the console does not show it: ").contains("audit.json");
  }

  @Test
  void whatDoesNotHoldIsToldAsItWasFound() throws SQLException {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + root.resolve("state/ledger.db"));
        var edit = database.createStatement()) {
      edit.executeUpdate(
          "UPDATE entry SET bytes = CAST(replace(bytes, '\"time\":\"20', '\"time\":\"19') AS BLOB)"
              + " WHERE idx = 5");
    }

    assertThat(audit().exit()).isEqualTo(1);

    assertThat(told().get("holds").booleanValue()).isFalse();
    assertThat(told().at("/findings/0/what").textValue()).contains("root");
    assertThat(page()).contains("not hold", "root", "should be").doesNotContain("everything holds");
  }

  @Test
  void whatIsNoneOrOfAnotherLogIsSaidToBeAndFailsNothing() throws IOException {
    assertThat(audit().exit()).isZero();
    String sound = Files.readString(file);
    for (String spoilt :
        new String[] {
          "",
          "[]",
          sound.replace("\"found\":0", "\"found\":-1"),
          sound.replace("\"time\":\"20", "\"time\":\"x"),
          sound.replaceFirst("\"entries\":\\d+", "\"entries\":1"),
          sound.replaceFirst("\"entries\":\\d+", "\"entries\":0"),
          sound.replaceFirst("\"entries\":\\d+", "\"entries\":1000"),
          sound + " ".repeat(70_000)
        }) {
      Files.writeString(file, spoilt);
      assertThat(page()).as(spoilt).contains("cannot be read: ").doesNotContain("everything holds");
      assertThat(told().get("state").textValue()).as(spoilt).isEqualTo("unreadable");
    }
    Files.writeString(file, sound);
    assertThat(page()).contains("everything holds");
  }
}
