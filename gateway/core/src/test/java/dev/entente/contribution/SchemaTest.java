package dev.entente.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.contribution.Reading.Fit;
import dev.entente.contribution.Reading.Unfit;
import dev.entente.json.Json;
import dev.entente.reciprocity.Fate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
  private static Reading read(String record) {
    return read(record, Format.JSON);
  }

  private static Reading read(String record, Format format) {
    return new Schema(Wants.exchange(Wants.CAMPAIGNS), format, Wants.TODAY)
        .read(Json.read(record.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void valuesAreOfTheFieldsTypesInItsOrder() {
    assertThat(
            read(
                """
                {"sent": "2026-11-22T11:00:00+01:00", "won": true, "price": "1.50", "leads": 3,
                 "spend": 12.5, "as-of": "2026-11-01", "campaign": "c1"}"""))
        .isEqualTo(
            Fit.of(
                new Object[] {
                  "c1",
                  12.5,
                  3L,
                  new BigDecimal("1.50"),
                  true,
                  LocalDate.parse("2026-11-01"),
                  Instant.parse("2026-11-22T10:00:00Z")
                }));
  }

  @Test
  void whatIsNotSaidAndWhatIsNullIsNothing() {
    var nothing = Fit.of(new Object[] {"c1", 0.0, null, null, null, null, null});
    assertThat(read("{\"campaign\":\"c1\",\"spend\":0}")).isEqualTo(nothing);
    assertThat(read("{\"campaign\":\"c1\",\"spend\":0,\"leads\":null,\"as-of\":null}"))
        .isEqualTo(nothing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"campaign\":\"c\",\"spend\":-3}|spend: -3 is below the minimum 0",
        "{\"campaign\":\"c\",\"spend\":-0.001}|spend: -0.001 is below the minimum 0",
        "{\"campaign\":\"c\",\"spend\":1000000.6}|spend: 1000000.6 is above the maximum 1000000.5",
        "{\"campaign\":\"c\",\"spend\":1,\"leads\":0}|leads: 0 is below the minimum 1",
        "{\"campaign\":\"c\",\"spend\":1,\"price\":\"9.991\"}|price: 9.991 is above the maximum 9.99",
        "{\"campaign\":\"c\",\"spend\":1,\"price\":9.9900000000000000000000001}"
            + "|price: 9.9900000000000000000000001 is above the maximum 9.99",
        "{\"campaign\":\"c\"}|spend: is missing, and is needed",
        "{\"campaign\":\"c\",\"spend\":null}|spend: is missing, and is needed",
        "{\"spend\":1}|campaign: is missing, and is needed",
        "{\"spend\":1,\"campaign\":null}|campaign: is missing, and is needed",
        "{\"campaign\":\"c\",\"spnd\":1}|`spnd` is no field of this exchange; did you mean `spend`?",
        "{\"campaign\":\"c\",\"spend\":1,\"x\":null}|`x` is no field of this exchange",
        "{\"campaign\":7,\"spend\":1}|campaign: a number where a value of type string belongs",
        "{\"campaign\":\"c\",\"spend\":\"1\"}|spend: a text where a value of type number belongs",
        "{\"campaign\":\"c\",\"spend\":true}"
            + "|spend: true or false where a value of type number belongs",
        "{\"campaign\":\"c\",\"spend\":[1]}|spend: a list where a value of type number belongs",
        "{\"campaign\":\"c\",\"spend\":1,\"won\":\"true\"}"
            + "|won: a text where a value of type boolean belongs",
        "{\"campaign\":\"c\",\"spend\":1,\"sent\":1700000000}"
            + "|sent: a number where a value of type timestamp belongs",
        "{\"campaign\":{\"a\":1},\"spend\":1}"
            + "|campaign: an object where a value of type string belongs",
        "{\"campaign\":\"c\",\"spend\":1,\"leads\":1.5}"
            + "|leads: `1.5` is no integer; an integer is like 42, within ±9007199254740991",
        "{\"campaign\":\"c\",\"spend\":1,\"leads\":9007199254740992}"
            + "|leads: `9007199254740992` is no integer; an integer is like 42, within"
            + " ±9007199254740991",
        "{\"campaign\":\"c\",\"spend\":1,\"as-of\":\"22.11.2026\"}"
            + "|as-of: `22.11.2026` is no date; a date is like 1970-01-01",
        "{\"campaign\":\"c\",\"spend\":1,\"as-of\":\"2026-11-24\"}"
            + "|as-of: 2026-11-24 is yet to come; today is 2026-11-22",
        "[]|a record is an object, this is a list",
        "\"c\"|a record is an object, this is a text",
        "null|a record is an object, this is null",
      })
  void oneWrongThingMakesARecordInvalidAndIsNamed(String record, String because) {
    assertThat(read(record)).isEqualTo(Unfit.invalid(because));
  }

  @ParameterizedTest
  @CsvSource({"3.0", "3e0", "30e-1"})
  void aWholeNumberIsAnIntegerHoweverItIsWritten(String three) {
    var fit = (Fit) read("{\"campaign\":\"c\",\"spend\":1,\"leads\":" + three + "}");
    assertThat(fit.values().get(2)).isEqualTo(3L);
  }

  @Test
  void aDecimalIsExactAsANumberAndAsAText() {
    var exact = new BigDecimal("0.1234567890123456789012345678901234567890");
    for (String written : new String[] {exact.toString(), '"' + exact.toString() + '"'}) {
      var fit = (Fit) read("{\"campaign\":\"c\",\"spend\":1,\"price\":" + written + "}");
      assertThat(fit.values().get(3)).isEqualTo(exact);
    }
  }

  @Test
  void inCsvEveryValueIsAText() {
    assertThat(
            read(
                """
                {"campaign": "7", "spend": "12.50", "leads": "3", "price": "1.5", "won": "false",
                 "as-of": "2026-11-01", "sent": null}""",
                Format.CSV))
        .isEqualTo(
            Fit.of(
                new Object[] {
                  "7", 12.5, 3L, new BigDecimal("1.5"), false, LocalDate.parse("2026-11-01"), null
                }));
    assertThat(read("{\"campaign\":\"c\",\"spend\":\"a lot\"}", Format.CSV))
        .isEqualTo(Unfit.invalid("spend: `a lot` is no number; a number is like 42.5"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23, fit", // it is tomorrow already, further east
    "2026-11-22, fit",
    "2026-08-24, fit", // 90 days ago
    "2026-08-23, stale",
    "1999-12-31, stale",
  })
  void aRecordIsStaleWhenItsDayIsMoreThanSoManyDaysAgo(String day, String what) {
    var reading = read("{\"campaign\":\"c\",\"spend\":1,\"as-of\":\"" + day + "\"}");
    if (what.equals("fit")) {
      assertThat(reading).isInstanceOf(Fit.class);
    } else {
      assertThat(reading)
          .isEqualTo(new Unfit(Fate.STALE, "as-of: " + day + " is more than 90 days ago"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-24T00:00:00Z, fit",
    "2026-08-24T01:59:59+02:00, stale", // which is the 23rd in UTC
    "2026-11-23T23:59:59Z, fit",
    "2026-11-24T00:00:00Z, invalid",
  })
  void aTimestampIsOfItsUtcDay(String moment, String what) {
    var manifest =
        Wants.exchange(Wants.CAMPAIGNS.replace("\"field\": \"as-of\"", "\"field\": \"sent\""));
    var record = "{\"campaign\":\"c\",\"spend\":1,\"sent\":\"" + moment + "\"}";
    var reading =
        new Schema(manifest, Format.JSON, Wants.TODAY)
            .read(Json.read(record.getBytes(StandardCharsets.UTF_8)));
    String fate = reading instanceof Unfit(var unfit, _) ? unfit.toString() : "fit";
    assertThat(fate).isEqualTo(what);
  }

  @Test
  void anInvalidRecordIsNotCalledStale() {
    assertThat(read("{\"campaign\":\"c\",\"spend\":-1,\"as-of\":\"1999-12-31\"}"))
        .isInstanceOfSatisfying(Unfit.class, it -> assertThat(it.fate()).isEqualTo(Fate.INVALID));
  }
}
