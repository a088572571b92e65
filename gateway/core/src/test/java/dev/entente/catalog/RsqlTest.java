package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.catalog.Filter.All;
import dev.entente.catalog.Filter.Any;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsqlTest {
  @ParameterizedTest
  @CsvSource({
    "==,EQUAL",
    "!=,NOT_EQUAL",
    "=lt=,LESS",
    "<,LESS",
    "=le=,LESS_OR_EQUAL",
    "<=,LESS_OR_EQUAL",
    "=gt=,GREATER",
    ">,GREATER",
    "=ge=,GREATER_OR_EQUAL",
    ">=,GREATER_OR_EQUAL",
  })
  void everyOperatorIsRead(String operator, Operator meant) {
    assertThat(read("a" + operator + "1")).isEqualTo(comparison("a", meant, "1"));
  }

  @Test
  void inAndOutTakeSeveralValues() {
    assertThat(read("a=in=(1,2)")).isEqualTo(comparison("a", Operator.IN, "1", "2"));
    assertThat(read("a=out=('x y',z)")).isEqualTo(comparison("a", Operator.NOT_IN, "x y", "z"));
  }

  @Test
  void semicolonBindsBeforeComma() {
    var a = comparison("a", Operator.EQUAL, "1");
    var b = comparison("b", Operator.EQUAL, "2");
    var c = comparison("c", Operator.EQUAL, "3");
    assertThat(read("a==1;b==2,c==3")).isEqualTo(new Any(List.of(new All(List.of(a, b)), c)));
    assertThat(read("a==1;(b==2,c==3)")).isEqualTo(new All(List.of(a, new Any(List.of(b, c)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=='x;y,(z)'|x;y,(z)",
        "a==\"it's\"|it's",
        "a=='it\\'s'|it's",
        "a=='back\\\\slash'|back\\slash",
        "a=='😀 é'|😀 é",
        "a=='((((('|(((((",
      })
  void whatIsQuotedIsTakenAsItIs(String filter, String value) {
    assertThat(read(filter)).isEqualTo(comparison("a", Operator.EQUAL, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "Acme*", "*x*", "%", "A_", "?"})
  void aWildcardIsACharacterLikeAnyOther(String value) {
    assertThat(read("a==" + value)).isEqualTo(comparison("a", Operator.EQUAL, value));
  }

  @Test
  void sixtyFourDeepIsReadAndOneMoreIsNot() {
    assertThat(read(nested(64))).isEqualTo(comparison("a", Operator.EQUAL, "1"));
    refused(nested(65)).withMessageContaining("at most 64 deep");
    refused(nested(10_000)).withMessageContaining("at most 64 deep");
    refused("(".repeat(100_000));
  }

  @Test
  void quotesDoNotHideDepthFromTheCount() {
    for (String before : List.of("a=='x';", "a=='\\\\';", "a==\"'\";", "a=='\"';", "a=='\\'';")) {
      refused(before + nested(10_000)).withMessageContaining("at most 64 deep");
    }
    for (String before : List.of("a==x'", "a==\\'", "'", "a=in=('")) {
      refused(before + nested(10_000));
    }
  }

  @Test
  void parenthesesOneAfterAnotherAreNotDeep() {
    assertThat(read("(a==1);".repeat(199) + "(a==1)").comparisons()).hasSize(200);
  }

  @Test
  void twoHundredComparisonsAreReadAndOneMoreIsNot() {
    assertThat(read("a==1,".repeat(199) + "a==1").comparisons()).hasSize(200);
    refused("a==1,".repeat(200) + "a==1").withMessageContaining("at most 200");
  }

  @Test
  void aThousandValuesAreReadAndOneMoreIsNot() {
    assertThat(read("a=in=(" + "1,".repeat(999) + "1)").comparisons()).hasSize(1);
    refused("a=in=(" + "1,".repeat(1000) + "1)").withMessageContaining("at most 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a==",
        "==1",
        "a=1",
        "a=like=x",
        "a=null=true",
        "a==1;",
        "a==(1,2)",
        "(a==1",
        "a==1)",
        "a b==1",
        "a=='x",
        "ä==1"
      })
  void whatIsNoFilterIsRefusedWithoutNamingAClass(String filter) {
    refused(filter)
        .satisfies(e -> assertThat(e.pointer()).isEmpty())
        .satisfies(e -> assertThat(e.reason()).doesNotContain("rsql", "Exception", "Error:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "a=in=()|`=in=` takes at least one value, here are 0",
        "a=out=()|`=out=` takes at least one value, here are 0",
        "a=in=|`=in=` takes at least one value, here are 0",
        "a==|`==` takes one value, here are 0",
        "a<(1,2)|`=lt=` takes one value, here are 2",
        "a=like=x|`=like=` is no operator here; write like industry==Software;founded=ge=1990",
        "(a==1|not RSQL from line 1, column 5 on; write like industry==Software;founded=ge=1990",
        "a=='x|not RSQL from line 1, column 6 on; write like industry==Software;founded=ge=1990",
      })
  void whatIsWrongIsSaidInWordsOfTheProtocol(String filter, String reason) {
    refused(filter).satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<Malformed> refused(String filter) {
    return assertThatExceptionOfType(Malformed.class).isThrownBy(() -> read(filter));
  }

  private static String nested(int depth) {
    return "(".repeat(depth) + "a==1" + ")".repeat(depth);
  }

  private static Comparison comparison(String field, Operator operator, Object... values) {
    return new Comparison(new FieldName(field), operator, List.of(values));
  }

  private static Filter read(String filter) {
    return Rsql.read(Doc.of(Json.tree(filter)));
  }
}
