package dev.entente.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.reciprocity.Amount;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllianceDirectoryTest {
  @TempDir private Path folder;
  private ExampleDirectory example;

  @BeforeEach
  void writeExample() {
    example = new ExampleDirectory(folder.resolve("alliance"));
  }

  @Test
  void theSettingsAreThoseOfTheFileWithPathsFromTheDirectory() throws Exception {
    Settings settings = example.read().settings();
    assertThat(settings.gateway()).isEqualTo("halden");
    assertThat(settings.listen()).isEqualTo(new Address("127.0.0.1", 8080));
    assertThat(settings.admin()).contains(new Address("127.0.0.1", 8081));
    assertThat(settings.state()).isEqualTo(folder.resolve("alliance/state"));
    assertThat(settings.checkpoints()).contains(folder.resolve("halden.checkpoint"));
    assertThat(settings.operators()).containsExactly("ana", "bo", "chi");
    assertThat(settings.origin(8080)).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void withoutMoreThanItMustSayTheRestIsUsual() throws Exception {
    example.write(
        ExampleDirectory.SETTINGS,
        """
        gateway: halden
        listen: "[::1]:0"
        operators: [ana, bo, chi]
        ladder: [{stage: early, window: 10}, {stage: mid, window: 20}, {stage: late, window: 40}]
        """);
    Settings settings = example.read().settings();
    assertThat(settings.keys()).isEqualTo(folder.resolve("alliance/state/keys"));
    assertThat(settings.origin(4711)).hasToString("http://[::1]:4711");
    assertThat(settings.admin()).isEmpty();
  }

  @Test
  void anAgreementHasItsTermsWithoutWhatNeverLeavesAndItsKeys() throws Exception {
    AgreementFile orchard = example.read().agreements().get(new AgreementId("orchard"));
    Terms terms = orchard.terms();
    assertThat(terms.gateway()).isEqualTo("halden");
    assertThat(terms.datasets().get(new DatasetId("accounts")).fields())
        .extracting(field -> field.name().value())
        .containsExactly("ticker", "sector", "employees", "city", "margin");
    assertThat(terms.windows().values()).containsExactly(Amount.of(50));
    assertThat(TermsReader.read(terms.canonical()).hash()).isEqualTo(terms.hash());
    assertThat(orchard.keys()).hasSize(1);
    assertThat(orchard.keys().getFirst().id())
        .hasToString("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void aDatasetKnowsItsColumnsAndWhereItsFileSaysWhat() throws Exception {
    DatasetFile accounts = example.read().datasets().get(new DatasetId("accounts"));
    assertThat(accounts.manifest().column(new FieldName("city")))
        .isEqualTo("Headquarters Location");
    assertThat(accounts.manifest().column(new FieldName("sector"))).isEqualTo("sector");
    var path = accounts.manifest().location().at("path");
    assertThat(path.text()).isEqualTo("data/accounts.csv");
    assertThat(accounts.file().mistake(path.malformed("there is no such file")))
        .hasToString("datasets/accounts.yaml:3: there is no such file");
  }

  @Test
  void aBundleOfPoliciesIsFoundWhereThereIsOne() throws Exception {
    assertThat(example.read().bundle()).isEmpty();
    example.write("policies/bundle.tar.gz", "");
    assertThat(example.read().bundle())
        .contains(new BundleAt.Here(folder.resolve("alliance/policies/bundle.tar.gz")));
  }

  @Test
  void theEnvironmentFillsValuesQuotedOnesAsText() throws Exception {
    example
        .change(ExampleDirectory.SETTINGS, "window: 500", "window: ${WINDOW}")
        .change(ExampleDirectory.ACCOUNTS, "Accounts we sell to", "\"${WINDOW}\"")
        .with("WINDOW", "600");
    var directory = example.read();
    assertThat(directory.settings().ladder().rungs().getFirst().window()).isEqualTo(Amount.of(600));
    assertThat(directory.datasets().get(new DatasetId("accounts")).manifest().dataset().title())
        .isEqualTo("600");
  }

  @Test
  void aValueOfTheEnvironmentIsNotReadAsYamlNorFilledAgain() throws Exception {
    example
        .change(ExampleDirectory.ACCOUNTS, "Accounts we sell to", "${TITLE}")
        .with("TITLE", "a: [b, ${WINDOW}]");
    var accounts = example.read().datasets().get(new DatasetId("accounts"));
    assertThat(accounts.manifest().dataset().title()).isEqualTo("a: [b, ${WINDOW}]");
  }

  @Test
  void tlsFilesThatAreThereAreTaken() throws Exception {
    example.write("cert.pem", "").write("key.pem", "");
    example.change(
        ExampleDirectory.SETTINGS,
        "external-origin: http://127.0.0.1:8080",
        "tls: {certificate: cert.pem, key: key.pem}");
    Settings settings = example.read().settings();
    assertThat(settings.tls().orElseThrow().key()).isEqualTo(folder.resolve("alliance/key.pem"));
    assertThat(settings.origin(8080)).hasToString("https://127.0.0.1:8080");
  }

  @Test
  void twoPartnersMayHaveTheSameDataset() throws Exception {
    second("Maple");
    assertThat(example.read().agreements()).hasSize(2);
  }

  @Test
  void onePartnerMayNotHaveADatasetTwiceUnderAnySpellingOfItsName() throws Exception {
    second("\"ORCHARD  devices \"");
    AllianceDirectory directory = example.read();
    assertThatThrownBy(() -> directory.keepApart(_ -> false))
        .isInstanceOf(DirectoryProblems.class)
        .hasMessage(
            "agreements/second.yaml:4: two open agreements of one partner may not offer the same"
                + " dataset: `orchard` offers `accounts` to them too; take it out of one");
  }

  @Test
  void aClosedAgreementIsInNobodysWay() throws Exception {
    second("Orchard Devices");
    example.read().keepApart(id -> id.value().equals("orchard"));
  }

  private void second(String partner) {
    String text = example.text(ExampleDirectory.ORCHARD);
    example.write(
        "agreements/second.yaml",
        text.replace("agreement: orchard", "agreement: second")
            .replace("Orchard Devices", partner));
  }

  @Test
  void allMistakesOfAllFilesAreToldTogetherInTheOrderOfFilesAndLines() {
    example
        .change(ExampleDirectory.SETTINGS, "store: sqlite", "store: postgres")
        .change(ExampleDirectory.SETTINGS, "gateway: halden", "gateway: hal den")
        .change(ExampleDirectory.ACCOUNTS, "value: 2,", "value: 3,")
        .change(ExampleDirectory.ACCOUNTS, "type: number", "type: nummer")
        .change(ExampleDirectory.CAMPAIGNS, "days: 90", "days: x")
        .change(ExampleDirectory.ORCHARD, "type: strategic-alliance", "tipe: oem");
    assertThatThrownBy(example::read)
        .isInstanceOfSatisfying(
            DirectoryProblems.class,
            problems ->
                assertThat(problems.mistakes())
                    .extracting(mistake -> mistake.file() + ":" + mistake.line())
                    .containsExactly(
                        "agreements/orchard.yaml:1",
                        "agreements/orchard.yaml:3",
                        "datasets/accounts.yaml:9",
                        "datasets/accounts.yaml:10",
                        "entente.yaml:1",
                        "entente.yaml:9",
                        "exchanges/campaigns.yaml:8"));
  }

  @Test
  void aMistakeInADatasetIsNotToldAgainWhereTheDatasetIsNamed() {
    example.change(ExampleDirectory.ACCOUNTS, "value: 2,", "value: 3,");
    example.change(ExampleDirectory.CAMPAIGNS, "value: 1,", "value: 1, echoes: accounts.ticker,");
    assertThatThrownBy(example::read)
        .hasMessage("datasets/accounts.yaml:9: a value is 1, 2, 5, 10 or 20, this is 3");
  }

  @Test
  void aPlaceWithoutAnAllianceIsSaidToHaveNone() {
    assertThatThrownBy(() -> AllianceDirectory.read(folder.resolve("nowhere")))
        .isInstanceOf(DirectoryProblems.class)
        .hasMessage("entente.yaml:1: there is no such file; an alliance directory has one");
  }

  @Test
  void aFolderInTheFilesPlaceIsNoTraceback() throws Exception {
    Files.createDirectory(example.root().resolve("agreements/maple.yaml"));
    assertThatThrownBy(example::read)
        .isInstanceOf(DirectoryProblems.class)
        .hasMessageStartingWith("agreements/maple.yaml:1: the file cannot be read");
  }
}
