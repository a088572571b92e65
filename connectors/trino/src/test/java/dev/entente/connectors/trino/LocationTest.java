package dev.entente.connectors.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a manifest may say that a table is. */
final class LocationTest {
  private static final String CLUSTER = "jdbc:trino://trino.example:8443";

  @TempDir Path directory;

  private Location read(String url, String table, String... more) {
    var source = new HashMap<>(Map.of("connector", "trino", "url", url, "table", table));
    source.put("user", "reader");
    for (int i = 0; i < more.length; i += 2) {
      source.put(more[i], more[i + 1]);
    }
    return Location.read(Doc.of(Json.tree(source)), directory);
  }

  private void refused(String url, String table, String pointer, String... why) {
    assertThatThrownBy(() -> read(url, table))
        .as(url + " " + table)
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
        .hasMessageContainingAll(why)
        .hasMessageNotContaining("hush");
  }

  @Test
  void aTableHasThreeNamesAndTheUrlMaySayTheFirst() {
    for (String[] said :
        new String[][] {
          {CLUSTER, "hive.sales.Accounts"},
          {CLUSTER + "/", "hive.sales.Accounts"},
          {CLUSTER + "/hive", "sales.Accounts"},
          {CLUSTER + "/hive/sales", "Accounts"},
          {CLUSTER + "/other/names", "hive.sales.Accounts"},
          {CLUSTER + "/hive/names", "sales.Accounts"}
        }) {
      assertThat(read(said[0], said[1]).quoted()).isEqualTo("\"hive\".\"sales\".\"Accounts\"");
    }
    assertThat(read(CLUSTER, "a.b.x\"; DROP TABLE y").quoted())
        .isEqualTo("\"a\".\"b\".\"x\"\"; DROP TABLE y\"");
    for (String few : new String[] {"accounts", "sales.accounts", ".sales.accounts", "a.b.", ""}) {
      refused(CLUSTER, few, "/table", "named with its catalog and schema");
    }
    refused(CLUSTER + "/hive", "accounts", "/table", "named with its catalog and schema");
    refused(CLUSTER, "a.b.c.d", "/table", "named with its catalog and schema");
  }

  @Test
  void aUrlNamesAClusterAndNothingThatIsSecret() {
    for (String url :
        new String[] {
          "",
          "trino://trino.example:8443",
          "jdbc:postgresql://trino.example/hush",
          "jdbc:trino:trino.example:8443",
          "jdbc:trino://trino.example",
          "jdbc:trino://trino.example:0",
          "jdbc:trino://trino.example:65536",
          "jdbc:trino://:8443",
          "jdbc:trino://me:hush@trino.example:8443",
          "jdbc:trino://trino.example:8443#hush",
          "jdbc:trino://trino.example:8443/a/b/hush",
          "jdbc:trino://trino.example:8443//hush",
          "jdbc:trino://trino example:8443"
        }) {
      refused(url, "a.b.c", "/url", "jdbc:trino://HOST:PORT/CATALOG/SCHEMA");
    }
  }

  /** They read files, open a browser, load classes, send credentials or speak to another host. */
  @Test
  void fewOptionsOfTheDriverAreTaken() {
    assertThat(read(CLUSTER + "?SSL=true&SSLUseSystemTrustStore=true", "a.b.c").options())
        .isEqualTo(Map.of("SSL", "true", "SSLUseSystemTrustStore", "true"));
    for (String option :
        new String[] {
          "accessToken=hush",
          "password=hush",
          "user=hush",
          "externalAuthentication=true",
          "externalAuthenticationRedirectHandlers=hush",
          "SSLVerification=NONE",
          "SSLKeyStorePath=hush",
          "SSLTrustStorePath=hush",
          "KerberosKeytabPath=hush",
          "extraCredentials=a:hush",
          "extraHeaders=a:hush",
          "sessionProperties=query_max_run_time:900d",
          "dnsResolver=hush",
          "socksProxy=hush:1",
          "httpProxy=hush:1",
          "explicitPrepare=true",
          "timezone=hush",
          "ssl=true",
          "SSL",
          "SSL=",
          "SSL=yes",
          "SSL=true&SSL=false",
          "SSL=true&",
          "%53SL=true",
          ""
        }) {
      refused(CLUSTER + "?" + option, "a.b.c", "/url", "SSL, SSLUseSystemTrustStore");
    }
  }

  @Test
  void aPasswordIsReadFromAFileAndSentOverTlsAlone() throws Exception {
    Files.writeString(directory.resolve("word"), "hush\n");
    assertThat(read(CLUSTER + "?SSL=true", "a.b.c", "password-file", "word").password())
        .contains("hush");
    for (String url : new String[] {CLUSTER, CLUSTER + "?SSL=false"}) {
      assertThatThrownBy(() -> read(url, "a.b.c", "password-file", "word"))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("over TLS alone");
    }
    assertThatThrownBy(() -> read(CLUSTER + "?SSL=true", "a.b.c", "password-file", "none"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("no readable file with a password");
    for (String user : new String[] {"", " ", "a b", "a\nX-Trino-Role: admin", "é"}) {
      assertThatThrownBy(() -> read(CLUSTER, "a.b.c", "user", user))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("visible ASCII characters");
    }
  }

  @Test
  void onlyTheAddressIsTakenFromTheUrl() {
    Location location = read(CLUSTER + "/hive/sales?SSL=true", "accounts");
    assertThat(location.url()).isEqualTo("jdbc:trino://trino.example:8443");
    assertThat(location.server()).hasToString("https://trino.example:8443");
    assertThat(read(CLUSTER, "a.b.c").server()).hasToString("http://trino.example:8443");
  }
}
