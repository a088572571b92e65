package dev.entente.connectors.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Filter.Operator;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.json.Malformed;
import dev.entente.source.Manifest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Trino is asked, which needs no Trino to be seen. */
final class QuestionTextTest {
  private static TrinoTable table(Things things, String... namesAndTypes) {
    Map<String, Relation.Attribute> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      attributes.put(
          namesAndTypes[i], Relation.Attribute.of(namesAndTypes[i], namesAndTypes[i + 1]));
    }
    Manifest manifest = things.manifest();
    return new TrinoTable(
        manifest, Location.read(manifest.location(), Path.of(".")), new Relation(attributes));
  }

  private static Things things() {
    return new Things("jdbc:trino://trino.example:80/lake/sales", "things").field("id", "integer");
  }

  @Test
  void everyNameIsQuotedAndEveryValueIsBound() {
    Things things = things().field("t", "string").column("t", "T\" FROM x --?");
    TrinoTable table = table(things, "id", "integer", "t\" from x --?", "varchar(9)");

    var query = PageQuery.of(table, things.where("t", Operator.GREATER, "' OR 1=1 --"));
    assertThat(query.text())
        .isEqualTo(
            "SELECT \"id\", \"t\"\" from x --?\" FROM \"lake\".\"sales\".\"things\""
                + " WHERE \"id\" IS NOT NULL AND (\"t\"\" from x --?\" > ?"
                + " AND strpos(\"t\"\" from x --?\", chr(0)) = 0)"
                + " ORDER BY \"id\" ASC NULLS LAST LIMIT 1001");
    assertThat(query.values()).containsExactly("' OR 1=1 --");
  }

  /** So that Trino can hand it to where the data lies. */
  @Test
  void aDecimalIsComparedWithOneOfItsOwnType() {
    Things things = things().field("d", "decimal");
    TrinoTable table = table(things, "id", "integer", "d", "decimal(5,2)");

    assertThat(asked(things, table, Operator.LESS, "1.005")).isEqualTo("\"d\" <= ? 1.00");
    assertThat(asked(things, table, Operator.GREATER_OR_EQUAL, "1.005"))
        .isEqualTo("\"d\" > ? 1.00");
    assertThat(asked(things, table, Operator.LESS, "1E+90")).isEqualTo("\"d\" <= ? 999.99");
    assertThat(asked(things, table, Operator.LESS, "-1E+90")).isEqualTo("\"d\" < ? -999.99");
    assertThat(asked(things, table, Operator.EQUAL, "-1E+90")).isEqualTo("1 = 0 ");
    assertThat(asked(things, table, Operator.EQUAL, "7")).isEqualTo("\"d\" = ? 7.00");
  }

  private static String asked(Things things, TrinoTable table, Operator operator, String value) {
    var query = PageQuery.of(table, things.where("d", operator, new BigDecimal(value)));
    String condition = query.text().replaceAll(".* IS NOT NULL AND (.*) ORDER BY .*", "$1");
    return condition + " " + (query.values().isEmpty() ? "" : query.values().getFirst());
  }

  @Test
  void aColumnThatCannotServeItsFieldIsRefusedWithItsTypeAndWhatWouldBeRight() {
    refused("string", "json", "a string is read from varchar, char or uuid");
    refused("string", "integer", "a string is read from varchar");
    refused("string", "varbinary", "a string is read from");
    refused("string", "array(varchar(3))", "a string is read from");
    refused("integer", "decimal(9,1)", "an integer is read from tinyint, smallint");
    refused("integer", "double", "an integer is read from");
    refused("number", "varchar", "a number is read from double, real");
    refused("decimal", "real", "a decimal is read from decimal");
    refused("boolean", "integer", "a boolean is read from boolean");
    refused("date", "timestamp(3)", "a date is read from date");
    refused("timestamp", "timestamp(6)", "a timestamp is read from timestamp with time zone");
    refused("timestamp", "timestamp(9) with time zone", "of at most 6 digits of a second");
    refused("timestamp", "date", "a timestamp is read from");
  }

  private static void refused(String fieldType, String columnType, String wanted) {
    Things things = things().field("f", fieldType);
    assertThatThrownBy(() -> table(things, "id", "integer", "f", columnType))
        .isInstanceOfSatisfying(
            Malformed.class, e -> assertThat(e.pointer()).isEqualTo("/fields/f"))
        .hasMessageContaining("the column `f` is of type " + columnType + ", and ")
        .hasMessageContaining(wanted);
  }

  @Test
  void aColumnThatIsNotThereIsToldWithThoseThatAre() {
    Things things = things().field("f", "string").column("f", "none");
    assertThatThrownBy(() -> table(things, "id", "integer", "f", "varchar"))
        .isInstanceOfSatisfying(
            Malformed.class, e -> assertThat(e.pointer()).isEqualTo("/fields/f/column"))
        .hasMessageContaining("no column `none`; it has `id`, `f`");
  }
}
