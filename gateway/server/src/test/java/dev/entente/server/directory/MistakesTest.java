package dev.entente.server.directory;

import static dev.entente.server.directory.ExampleDirectory.ACCOUNTS;
import static dev.entente.server.directory.ExampleDirectory.CAMPAIGNS;
import static dev.entente.server.directory.ExampleDirectory.ORCHARD;
import static dev.entente.server.directory.ExampleDirectory.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake at a time: it alone is told, with its file, its line and what would be right. */
class MistakesTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource({
    "settings",
    "ladders",
    "datasets",
    "aggregates",
    "exchanges",
    "agreements",
    "providers",
    "keys",
    "later"
  })
  void aMistakeIsToldWithItsLineAndWhatWouldBeRight(
      String file, String before, String after, int line, String told) {
    var example = new ExampleDirectory(folder).change(file, before, after);
    Throwable refused = catchThrowable(example::read);
    assertThat(refused).isInstanceOf(DirectoryProblems.class);
    assertThat(((DirectoryProblems) refused).mistakes())
        .singleElement()
        .satisfies(
            mistake -> {
              assertThat(mistake.toString()).startsWith(file + ":" + line + ": ");
              assertThat(mistake.text()).contains(told);
            });
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        spoilt(SETTINGS, "gateway: halden\n", "", 1, "is missing, such as `gateway: halden`"),
        spoilt(SETTINGS, "admin:", "admn:", 3, "unknown name `admn`; did you mean `admin`?"),
        spoilt(SETTINGS, "admin:", "weather:", 3, "known here: gateway, listen, admin"),
        spoilt(SETTINGS, "halden\n", "\"hal den\"\n", 1, "no name for a gateway"),
        spoilt(SETTINGS, "127.0.0.1:8081", "8081", 3, "a text is expected here"),
        spoilt(SETTINGS, "127.0.0.1:8081", "127.0.0.1", 3, "one is like 127.0.0.1:8080"),
        spoilt(SETTINGS, "127.0.0.1:8081", "127.0.0.1:70000", 3, "a port is from 0 to 65535"),
        spoilt(SETTINGS, "127.0.0.1:8081", "127.0.0.1:8080", 3, "one address; take two ports"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "http://h.example/x", 4, "without a path"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "http://h.example/", 4, "without a path"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "http://a@h.example", 4, "without a path"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "h.example", 4, "such as https://example.com"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "ftp://h.example", 4, "http or https"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "http://h e", 4, "such as https://example.com"),
        spoilt(SETTINGS, "http://127.0.0.1:8080", "http://h:70000", 4, "from 1 to 65535"),
        spoilt(SETTINGS, "state: state\n", "state: entente.yaml\n", 5, "is no directory"),
        spoilt(SETTINGS, "../halden.checkpoint", "state/c", 7, "outside of `state`"),
        spoilt(SETTINGS, "../halden.checkpoint", "\"\"", 7, "a path is expected here"),
        spoilt(SETTINGS, "../halden.checkpoint", "\"a\\0b\"", 7, "Nul character not allowed"),
        spoilt(SETTINGS, "policy:", "tls: {certificate: c}\npolicy:", 8, "`key` is missing"),
        spoilt(SETTINGS, "policy:", "decision-log: {}\npolicy:", 8, "either a folder"),
        spoilt(
            SETTINGS, "policy:", "decision-log: {file: a, url: b}\npolicy:", 8, "either a folder"),
        spoilt(
            SETTINGS,
            "policy:",
            "decision-log: {file: a, path: a}\npolicy:",
            8,
            "unknown name `path`"),
        spoilt(SETTINGS, "policy:", "decision-log: {url: logs}\npolicy:", 8, "https://HOST/PATH"),
        spoilt(
            SETTINGS,
            "policy:",
            "decision-log: {file: a, keep-megabytes: 0}\npolicy:",
            8,
            "from 1 to"),
        spoilt(SETTINGS, "[ana, bo, chi]", "[ana, bo, ana]", 10, "`ana` stands here twice"),
        spoilt(SETTINGS, "[ana, bo, chi]", "[ana, bo, ../x]", 10, "`../x` is no operator"),
        spoilt(SETTINGS, "[ana, bo, chi]", "[ana, bo, Bo]", 10, "differ only in capitals"),
        spoilt(SETTINGS, "engine: embedded", "engine: wasm", 8, "there is: embedded, opa"),
        spoilt(SETTINGS, "engine: embedded", "engine: embedded, url: x", 8, "known here: engine"),
        spoilt(SETTINGS, "engine: embedded", "engine: opa", 8, "`url` is missing, such as"),
        spoilt(SETTINGS, "embedded", "opa, url: u", 8, "http://HOST:PORT or unix:///PATH"),
        spoilt(
            SETTINGS,
            "embedded",
            "opa, url: \"http://127.0.0.1:8181\"",
            1,
            "needs the bundle that OPA runs here too, as policies/bundle.tar.gz"),
        spoilt(SETTINGS, "{store: sqlite}", "sqlite", 9, "named values are expected here"));
  }

  static Stream<Arguments> ladders() {
    return Stream.of(
        spoilt(SETTINGS, "window: 2000", "window: 2001", 14, "steep"),
        spoilt(SETTINGS, "stage: mid,", "stage: early,", 13, "stands on the ladder twice"),
        spoilt(SETTINGS, "days: 30}}", "days: 30}}\n  - {stage: never, window: 9}", 15, "no stage"),
        spoilt(SETTINGS, "window: 500", "window: lots", 12, "a number is expected here"),
        spoilt(SETTINGS, "window: 500", "window: 500.0001", 12, "at most three decimals"),
        spoilt(SETTINGS, "window: 500", "window: -1", 12, "a window is from 0"),
        spoilt(SETTINGS, "cleared: 3, approvals: 2}", "cleard: 3}", 13, "did you mean `cleared`?"),
        spoilt(SETTINGS, "approvals: 2, minimum", "approvals: 3, minimum", 14, "managers are 3"),
        spoilt(SETTINGS, "approvals: 2, minimum", "approvals: 0, minimum", 14, "not from 1 to 20"));
  }

  static Stream<Arguments> datasets() {
    return Stream.of(
        spoilt(ACCOUNTS, "dataset: accounts", "dataset: acounts", 1, "stands in accounts.yaml"),
        spoilt(ACCOUNTS, "dataset: accounts", "dataset: Accounts", 1, "is no dataset"),
        spoilt(ACCOUNTS, "title: Accounts we sell to", "title: 2024", 2, "a text is expected"),
        spoilt(ACCOUNTS, "title: Accounts we sell to\n", "", 1, "`title` is missing"),
        spoilt(ACCOUNTS, "connector: files", "connector: fils", 3, "did you mean `files`?"),
        spoilt(ACCOUNTS, "connector: files, ", "", 3, "`connector` is missing"),
        spoilt(
            ACCOUNTS,
            "connector: files, ",
            "connector: files, limits: {seconds: 0}, ",
            3,
            "0 is not from"),
        spoilt(
            ACCOUNTS,
            "connector: files, ",
            "connector: files, limits: {rows: 1}, ",
            3,
            "unknown name `rows`"),
        spoilt(ACCOUNTS, "[ticker]", "[tickr]", 4, "the key field `tickr` is none of the fields"),
        spoilt(ACCOUNTS, "[ticker]", "[notes]", 4, "none of the fields offered"),
        spoilt(ACCOUNTS, "[ticker]", "[ticker, city]", 4, "the key fields share one stage"),
        spoilt(ACCOUNTS, "sector:    {type", "sector:    {typ", 7, "did you mean `type`?"),
        spoilt(ACCOUNTS, "type: integer, ", "", 8, "`type` is missing; a field is like {type:"),
        spoilt(
            ACCOUNTS,
            "column: \"Headquarters Location\"",
            "weaker: {early: {release: truncate, to: year}}",
            9,
            "a string is truncated by `keep: 3`"),
        spoilt(ACCOUNTS, "type: integer", "type: int", 8, "the types are [string, integer"),
        spoilt(ACCOUNTS, "value: 5", "value: 6", 8, "a value is 1, 2, 5, 10 or 20"),
        spoilt(ACCOUNTS, "value: 5", "value: \"5\"", 8, "a whole number"),
        spoilt(ACCOUNTS, "stage: late", "stage: lat", 10, "did you mean `late`?"),
        spoilt(ACCOUNTS, "{early: {rel", "{erly: {rel", 8, "did you mean `early`?"),
        spoilt(ACCOUNTS, "{early: {rel", "{\"e y\": {rel", 8, "is no stage"),
        spoilt(ACCOUNTS, "release: band", "release: bond", 8, "a release is full, band"),
        spoilt(ACCOUNTS, "[100, 1000, 10000]", "[100, 10]", 8, "bounds rise"),
        spoilt(ACCOUNTS, "[100, 1000, 10000]", "[99.5, 100]", 8, "band are whole numbers"),
        spoilt(
            ACCOUNTS,
            "[100, 1000, 10000]",
            "\n      [0.1, 0.10000000000000000001]",
            9,
            "write 0.1"),
        spoilt(ACCOUNTS, "\"Headquarters Location\"", "[a]", 9, "a text is expected here"),
        spoilt(ACCOUNTS, "  city:    ", "  \"ci ty\":", 9, "is no field"));
  }

  static Stream<Arguments> exchanges() {
    return Stream.of(
        spoilt(CAMPAIGNS, "value: 1,", "value: 3,", 4, "a value is 0, 1, 2, 5, 10 or 20"),
        spoilt(CAMPAIGNS, "key: [campaign]", "key: [id]", 2, "the key field `id` is none"),
        spoilt(CAMPAIGNS, "field: as-of", "field: as-if", 8, "did you mean `as-of`?"),
        spoilt(CAMPAIGNS, "field: as-of", "field: spend", 8, "freshness names a date"),
        spoilt(CAMPAIGNS, "leads:    {", "leads:    {maximum: 9007199254740993, ", 6, "write 900"),
        spoilt(CAMPAIGNS, "leads:    {", "leads:    {maximum: -1, ", 6, "above the maximum"),
        echo(
            "accounts.city",
            "`leads` is of type integer, `accounts.city` of type string; what is told back is of"
                + " one type"),
        spoilt(
            CAMPAIGNS,
            "campaign: {type: string, ",
            "campaign: {type: integer, echoes: accounts.employees,",
            4,
            "nothing here says which of accounts is told back: its key [ticker] must be among"),
        echo("accounts", "echoes names `dataset.field`"),
        echo("acounts.city", "there is no dataset `acounts`; did you mean `accounts`?"),
        echo("accounts.citi", "did you mean `city`?"),
        echo("accounts.notes", "no field `notes` of accounts that is offered"));
  }

  private static Arguments echo(String of, String told) {
    return spoilt(CAMPAIGNS, "leads:    {", "leads:    {echoes: " + of + ", ", 6, told);
  }

  static Stream<Arguments> agreements() {
    return Stream.of(
        spoilt(ORCHARD, "agreement: orchard", "agreement: orchid", 1, "stands in orchard.yaml"),
        spoilt(ORCHARD, "Orchard Devices", "\" \"", 2, "1 to 200 characters"),
        spoilt(ORCHARD, "strategic-alliance", "friendship", 3, "no partnership type"),
        spoilt(ORCHARD, "[accounts]", "[acounts]", 4, "did you mean `accounts`?"),
        spoilt(ORCHARD, "[accounts]", "[accounts, accounts]", 4, "stands here twice"),
        spoilt(ORCHARD, "[accounts]", "accounts", 4, "a list is expected here"),
        spoilt(ORCHARD, "[joint-planning]", "[]", 6, "at least one purpose"),
        spoilt(ORCHARD, "[joint-planning]", "[joint planning]", 6, "is no purpose"),
        spoilt(ORCHARD, "[ana, bo]", "[ana, bob]", 8, "did you mean `bo`?"),
        spoilt(ORCHARD, "theirs: [Kim, Lee]", "their: [Kim]", 8, "did you mean `theirs`?"),
        spoilt(ORCHARD, "{campaigns: 30}", "{campaign: 30}", 9, "did you mean `campaigns`?"),
        spoilt(ORCHARD, "{campaigns: 30}", "{campaigns: 0}", 9, "not from 1"),
        spoilt(ORCHARD, "tit-for-tat", "tat-for-tit", 10, "is no strategy"),
        spoilt(ORCHARD, "rate: 1", "rate: 6", 11, "a rate is from 0.2 to 5"),
        spoilt(ORCHARD, "rate: 1", "rate: one", 11, "a number is expected here"),
        spoilt(ORCHARD, "{margins: 50}", "{margin: 50}", 12, "did you mean `margins`?"),
        spoilt(ORCHARD, "{margins: 50}", "{internal: 50}", 12, "there is no category"),
        spoilt(ORCHARD, "datasets: [accounts]\n", "", 1, "`datasets` is missing, such as"),
        spoilt(ORCHARD, "{margins: 50}", "{margins: -50}", 12, "a window is 0 or more"),
        spoilt(ORCHARD, "ratio: 0.8", "ratio: 0.80000000000000000001", 10, "write 0.8"),
        spoilt(ORCHARD, "rate: 1", "rate: 1.00000000000000000001", 11, "write 1"),
        spoilt(ORCHARD, "per-day: 0.005", "per-day: 1e-400", 13, "at most 40 places"),
        spoilt(ORCHARD, "per-day: 0.005", "per-day: 0.005000000000000000000001", 13, "write 0.005"),
        spoilt(ORCHARD, "per-day: 0.005", "per-day: 0.5", 13, "at most 0.01 a day"));
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        theirs("joint-view: yes", "a provider is {issuer"),
        theirs("joint-view: {issuer: \"https://id.example\"}", "`client` is missing"),
        theirs("joint-view: {client: entente}", "`issuer` is missing"),
        theirs(issuer("http://id.example", ""), "an issuer is an https URL"),
        theirs(issuer("https://id.example?x", ""), "an issuer is an https URL"),
        theirs(issuer("https://id.example", ", secret: s3cret"), "unknown name `secret`"),
        theirs(issuer("https://id.example", ", secret-file: gone"), "no readable file `gone`"),
        theirs(issuer("https://id.example", ", claim: {hd: a}"), "did you mean `claims`?"),
        theirs(issuer("https://id.example", ", claims: {}"), "name 1 to 16 claims"),
        theirs(issuer("https://id.example", ", claims: [hd]"), "named values are expected"),
        theirs(issuer("https://id.example", ", claims: {hd: [a]}"), "a claim is a text, or true"));
  }

  private static String issuer(String issuer, String more) {
    return "joint-view: {issuer: \"" + issuer + "\", client: entente" + more + "}";
  }

  private static Arguments theirs(String setting, String told) {
    return spoilt(ORCHARD, "rate: 1\n", setting + "\n", 11, told);
  }

  static Stream<Arguments> keys() {
    String key = "{kty: OKP, crv: Ed25519, x: " + ExampleDirectory.X + "}";
    String secret = ExampleDirectory.privateKey().getD().toString();
    return Stream.of(
        spoilt(ORCHARD, "[" + key + "]", "[]", 7, "1 to 100 keys"),
        spoilt(ORCHARD, key, key + ", " + key, 7, "this key stands here twice"),
        spoilt(ORCHARD, key, "words", 7, "a public JWK is expected here"),
        spoilt(ORCHARD, "rate: 1", "requests: 5", 11, "named values are expected here"),
        spoilt(ORCHARD, "rate: 1", "requests: {burst: 5}", 11, "`per-second` is missing"),
        spoilt(
            ORCHARD, "rate: 1", "requests: {per-second: 0}", 11, "from 0.01 to 10000, this is 0"),
        spoilt(
            ORCHARD,
            "rate: 1",
            "requests: {per-second: 1, burst: 0}",
            11,
            "0 is not from 1 to 100000"),
        spoilt(ORCHARD, "rate: 1", "requests: {per-minute: 1}", 11, "unknown name `per-minute`"),
        spoilt(ORCHARD, "kty: OKP", "d: " + secret + ", kty: OKP", 7, "PRIVATE"),
        spoilt(ORCHARD, key, "{kty: oct, k: AAAA}", 7, "PRIVATE"),
        spoilt(ORCHARD, "crv: Ed25519", "crv: X25519", 7, "this is X25519"),
        spoilt(ORCHARD, "x: 11q", "x: 1", 7, "32 bytes"),
        spoilt(ORCHARD, "kty: OKP, ", "", 7, "this is ``; `entente keygen` makes one"),
        spoilt(ORCHARD, key, "{kty: RSA, n: AAAA, e: AQAB}", 7, "this is `RSA`"),
        spoilt(ORCHARD, key, "{kty: EC, crv: P-256, x: AAAA, y: AAAA}", 7, "not a JSON Web Key"),
        spoilt(ORCHARD, "kty: OKP", "use: enc, kty: OKP", 7, "the key is to sign"));
  }

  static Stream<Arguments> aggregates() {
    String band = "release: band, bounds: [100, 1000, 10000]";
    return Stream.of(
        spoilt(ACCOUNTS, "key: [", "aggregate: 25\nkey: [", 4, "named values are expected here"),
        spoilt(ACCOUNTS, "key: [", "aggregate: {k: 1}\nkey: [", 4, "from 2 to 100"),
        spoilt(ACCOUNTS, "key: [", "aggregate: {k: 25, budget: 0}\nkey: [", 4, "from 1 to 1000"),
        spoilt(ACCOUNTS, "key: [", "aggregate: {n: 25}\nkey: [", 4, "`n`"),
        spoilt(ACCOUNTS, band, "release: aggregate", 8, "aggregate: {k: 25}"));
  }

  static Stream<Arguments> later() {
    return Stream.of(
        spoilt(SETTINGS, "sqlite", "postgres", 9, "`url` is missing"),
        spoilt(SETTINGS, "admin:", "console:", 3, "`console` is not built yet; leave it out"),
        spoilt(SETTINGS, "admin:", "passkeys:", 3, "`passkeys` is not built yet; leave it out"),
        spoilt(
            ACCOUNTS, "files", "filer", 3, "there is no `connector: filer`; did you mean `files`?"),
        spoilt(ORCHARD, "rate: 1", "console: 1", 11, "`console` is not built yet"));
  }

  @Test
  void everyAddressNeedsAnOriginToBeCalledBy() {
    for (String address : new String[] {"0.0.0.0:1", "\"[::]:1\"", "\"[0:0::0]:1\"", "0:1"}) {
      var example =
          new ExampleDirectory(folder)
              .change(SETTINGS, "external-origin: http://127.0.0.1:8080\n", "")
              .change(SETTINGS, "listen: 127.0.0.1:8080", "listen: " + address);
      assertThat(catchThrowable(example::read))
          .as(address)
          .hasMessageContaining("entente.yaml:2:")
          .hasMessageContaining("say with `external-origin` which one partners call");
    }
  }

  @Test
  void aFileWithAnotherEndingIsNotSilentlyLeftOut() {
    var example = new ExampleDirectory(folder).write("agreements/maple.yml", "agreement: maple");
    assertThat(catchThrowable(example::read))
        .hasMessage("agreements/maple.yml:1: only files that end in .yaml are read; rename it");
  }

  private static Arguments spoilt(String file, String before, String after, int line, String told) {
    return arguments(file, before, after, line, told);
  }
}
