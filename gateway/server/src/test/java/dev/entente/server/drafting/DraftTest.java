package dev.entente.server.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Stage;
import dev.entente.source.Sample;
import dev.entente.source.Sampling;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DraftTest {
  private static final List<Stage> LADDER =
      List.of(new Stage("early"), new Stage("mid"), new Stage("late"));

  private static Draft of(Sample sample, String... key) {
    try {
      return Draft.of(new DatasetId("things"), "{}", sample, LADDER, List.of(key));
    } catch (Undrafted e) {
      throw new AssertionError(e);
    }
  }

  private static Draft of(String table, String... key) {
    return of(Tables.of(table), key);
  }

  private static Draft.Field field(Draft draft, String name) {
    return draft.fields().stream()
        .filter(it -> it.name().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String stage(Draft draft, String name) {
    return field(draft, name).stage().map(Stage::value).orElse("never");
  }

  private static List<String> key(Draft draft) {
    return draft.key().stream().map(FieldName::value).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      value = {
        "string |Steel  |Glass",
        "integer|12     |-3",
        "number |12     |1e3",
        "number |12.5   |3",
        "decimal|12.50  |3.99",
        "boolean|true   |FALSE",
        "date   |2024-02-29|1999-12-31",
        "timestamp|2024-02-29T10:00:00Z|2024-02-29T10:00:00.5+02:00",
        "string |0012   |0013",
        "string |9007199254740993|12"
      })
  void aTypeIsThatOfAllCells(String type, String one, String other) {
    Draft draft = of("id|sector\na|" + one + "\nb|" + other + "\n");
    assertThat(field(draft, "sector").type()).contains(type);
    assertThat(stage(draft, "sector")).isEqualTo("early");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "31.12.2024|01.02.2024",
        "2024-02-29 10:00:00|2024-03-01 11:00:00",
        "1,234.5|2,345.6"
      })
  void whatIsWrittenInAnotherWayIsNotSureAndNeverReleased(String one, String other) {
    Draft draft = of("id|sector\na|" + one + "\nb|" + other + "\n");
    assertThat(stage(draft, "sector")).isEqualTo("never");
    assertThat(field(draft, "sector").reason()).contains("not sure", "in another form");
  }

  @Test
  void aTypeThatMostCellsHaveIsNotSureAndNeverReleased() {
    var table = new StringBuilder("id|employees\n");
    IntStream.range(0, 19)
        .forEach(i -> table.append("c").append(i).append("|").append(i).append('\n'));
    Draft draft = of(table + "c19|many\n");
    assertThat(field(draft, "employees").type()).contains("integer");
    assertThat(stage(draft, "employees")).isEqualTo("never");
    assertThat(field(draft, "employees").reason()).contains("1 of 20 cells are no integer");
  }

  @ParameterizedTest
  @CsvSource({
    "Industry, targeting, 1, early",
    "billingCity, targeting, 2, mid",
    "number_of_employees, targeting, 5, mid",
    "Clicks, performance, 5, mid",
    "Annual Revenue, money, 10, late",
    "Gross Margin %, margins, 20, late",
    "margin_by_country, margins, 20, late",
    "Launch Date, roadmap, 10, late",
    "Sales Notes, internal, 20, never",
    "Owner.Name, internal, 20, never",
    "api_key, internal, 20, never",
    "E-Mail, personal, 20, never",
    "First Name, personal, 20, never",
    "Straße, personal, 20, never",
    "téléphone, personal, 20, never",
    "fecha de nacimiento, personal, 20, never",
    "date-of-birth, personal, 20, never",
    "IBAN, personal, 20, never",
    "billing_address, personal, 20, never",
    "contact, personal, 20, never",
    "name, unsorted, 20, never",
    "x7, unsorted, 20, never"
  })
  void aNameSaysCategoryValueAndStage(String column, String category, int value, String stage) {
    Draft draft = of("id|" + column + "\na|1\nb|1\n");
    Draft.Field field = draft.fields().get(1);
    assertThat(field.category()).isEqualTo(category);
    assertThat(field.value()).isEqualTo(value);
    assertThat(field.stage().map(Stage::value).orElse("never")).isEqualTo(stage);
    assertThat(field.column()).isEqualTo(column);
  }

  /** A name that is harmless does not help what its cells give away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kim@example.org",
        "DE89370400440532013000",
        "192.0.2.17",
        "4111111111111111",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "+49 30 1234567"
      })
  void personalAndSecretCellsAreNeverReleasedWhateverTheirColumnIsCalled(String cell) {
    Draft draft = of("id|industry\na|" + cell + "\nb|" + cell + "\n");
    assertThat(stage(draft, "industry")).isEqualTo("never");
    assertThat(field(draft, "industry").reason()).contains("its cells hold").doesNotContain(cell);
  }

  @Test
  void noReasonRepeatsACell() {
    Draft draft =
        of(
            "id|email|founded|zzz\nqqq1|q@qqq.example|1999 (qqq)|qqq\nqqq2|q@qqq.example|2001|qqq\n");
    assertThat(draft.fields()).extracting(Draft.Field::reason).noneMatch(it -> it.contains("qqq"));
  }

  @Test
  void theKeyIsWhatSoundsLikeOneAndHasNoEquals() {
    assertThat(key(of("sector|code\na|1\nb|2\n"))).containsExactly("code");
    assertThat(key(of("sector|title\na|x\na|y\n"))).containsExactly("title");
    assertThat(key(of("id|sector\n|a\n2|b\n"))).as("an empty cell").containsExactly("sector");
  }

  @Test
  void aKeyMayBeOfSeveralColumnsWhichShareAStage() {
    Draft draft =
        of("year|country|city|revenue\n1999|de|x|1\n1999|fr|x|1\n2000|de|x|1\n2000|fr|y|1\n");
    assertThat(key(draft)).containsExactly("year", "country");
    assertThat(stage(draft, "year")).isEqualTo("late").isEqualTo(stage(draft, "country"));
  }

  @Test
  void theSourcesOwnKeyComesFirstUnlessItIsPersonal() {
    var sampling = new Sampling();
    for (String cell : List.of("a", "b")) {
      sampling.cell("id", cell);
      sampling.cell("plant", cell);
      sampling.cell("email", cell + "@example.org");
      sampling.end();
    }
    assertThat(key(of(sampling.sample(List.of("plant"), OptionalLong.empty()))))
        .containsExactly("plant");
    assertThat(key(of(sampling.sample(List.of("email"), OptionalLong.empty()))))
        .containsExactly("id");
  }

  @Test
  void withoutAKeyThatMayBeShownThereIsNoDraft() {
    String people = "email|sector\na@example.org|x\nb@example.org|x\n";
    assertThatThrownBy(
            () -> Draft.of(new DatasetId("x"), "{}", Tables.of(people), LADDER, List.of()))
        .isInstanceOf(Undrafted.class)
        .hasMessageContaining("--key");
    Draft draft = of(people, "email");
    assertThat(stage(draft, "email")).isEqualTo("late");
    assertThat(field(draft, "email").reason()).contains("you said so");
  }

  @Test
  void aKeyWithAFewUntidyRowsIsProposedAndSaysSo() {
    var table = new StringBuilder("account no|sector\n|x\n");
    IntStream.range(0, 199).forEach(i -> table.append("n").append(i).append("|x\n"));
    Draft draft = of(table.toString());
    assertThat(key(draft)).containsExactly("account-no");
    assertThat(field(draft, "account-no").reason()).contains("1 of the 200 rows");
  }

  @Test
  void aGroupThatIsAnotherForEachRowIsNeverReleased() {
    var table = new StringBuilder("id|segment\n");
    IntStream.range(0, 30).forEach(i -> table.append(i).append("|s").append(i).append('\n'));
    assertThat(stage(of(table.toString()), "segment")).isEqualTo("never");
  }

  @Test
  void aColumnThatNoFieldCanHoldIsNeverReleased() {
    var sampling = new Sampling();
    sampling.cell("id", "a");
    sampling.obstacle("sector", "a list");
    sampling.end();
    Draft draft = of(sampling.sample());
    assertThat(stage(draft, "sector")).isEqualTo("never");
    assertThat(field(draft, "sector").type()).isEmpty();
    assertThat(field(draft, "sector").reason()).isEqualTo("a list");
  }

  @Test
  void whatTheSourceDeclaresIsTheType() {
    var sampling = new Sampling();
    sampling.column("id", "varchar", FieldType.STRING);
    sampling.cell("id", "17");
    sampling.end();
    assertThat(field(of(sampling.sample()), "id").type()).contains("string");
  }

  @Test
  void noMoreFieldsAreOfferedThanADatasetHas() {
    var sampling = new Sampling();
    sampling.cell("id", "a");
    IntStream.range(0, 500).forEach(i -> sampling.cell("sector " + i, "x"));
    sampling.end();
    Draft draft = of(sampling.sample());
    assertThat(draft.fields()).hasSize(501);
    assertThat(draft.offered()).isEqualTo(100);
  }
}
