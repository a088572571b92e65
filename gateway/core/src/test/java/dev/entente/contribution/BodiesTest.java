package dev.entente.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies are cut into records, and which cannot be. */
class BodiesTest {
  private final FakeInbox inbox = new FakeInbox();

  private Outcome<Contributed> read(Format format, byte[] body) {
    var basis = Wants.basis(Wants.exchange(Wants.CAMPAIGNS));
    var request = dev.entente.signature.Sha256.hash(body);
    var parcel =
        inbox.open(
            new dev.entente.agreement.AgreementId("orchard"), basis.exchange().id(), request);
    var outcome = Contributed.read(format, body, basis, parcel);
    if (outcome instanceof Outcome.Passed<Contributed>) {
      parcel.keep();
    }
    return outcome;
  }

  /** What was read of each record, as its owner finds it. */
  private List<String> records(Format format, String body) {
    var outcome = read(format, body.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    return inbox.kept().values().iterator().next().stream()
        .map(line -> line.substring(line.indexOf("\"read\":") + 7, line.length() - 1))
        .toList();
  }

  private String refusal(Format format, byte[] body) {
    var outcome = read(format, body);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var problem = ((Outcome.Refused<Contributed>) outcome).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.RECORD_MALFORMED);
    assertThat(inbox.kept()).isEmpty();
    return problem.members() + " " + problem.detail();
  }

  private String refusal(Format format, String body) {
    return refusal(format, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonHasItsRecordsInAList() {
    assertThat(
            records(
                Format.JSON,
                " {\n\"records\" : [ {\"spend\":1.0, \"campaign\":\"a]}\"} , 7,[1,{}] ,\"ü\",null]} "))
        .containsExactly("{\"campaign\":\"a]}\",\"spend\":1}", "7", "[1,{}]", "\"ü\"", "null");
    assertThat(read(Format.JSON, "{\"records\":[]}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Outcome.Passed.class, it -> assertThat(((Contributed) it.value()).records()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{}]|{pointer=} a contribution is {\"records\": […]}; send an object",
        "{}|{pointer=} `records` is missing; a contribution is {\"records\": […]}",
        "{\"records\":{}}|{pointer=/records} a list of records is expected here",
        "{\"records\":[],\"x\":1}|{pointer=} a contribution is {\"records\": […]} and nothing else",
        "{\"records\":[],\"records\":[]}"
            + "|{pointer=} a contribution is {\"records\": […]} and nothing else",
        "{\"records\":[]} {}"
            + "|{pointer=} something follows the document; send one and nothing after it",
        "{\"records\":[{},{\"a\":1,\"a\":2}]}|{pointer=/records/1} not JSON as I-JSON wants it: `a` stands",
        "{\"records\":[\"\\ud800\"]}"
            + "|{pointer=/records/0} not JSON as I-JSON wants it: half a surrogate pair",
        "{\"records\":[{}|{position=1} line 1: not JSON: it ends too early",
        "{\"records\":[{},]}|{position=1} line 1: not JSON: it does not parse (column",
        "{\"records\":[{\"spend\":01}]}|{position=1} line 1: not JSON: it does not parse (column",
        "{\"records\":[1e400]}"
            + "|{pointer=/records/0} the record holds a number that JSON readers do not (RFC 7493 section",
      })
  void jsonThatIsNoListOfRecordsTakesNothing(String body, String told) {
    assertThat(refusal(Format.JSON, body)).startsWith(told);
  }

  @Test
  void whereJsonBreaksIsToldByItsLine() {
    assertThat(refusal(Format.JSON, "{\"records\":[\n{},\n{},\n{\"spend\" 1}\n]}"))
        .startsWith("{position=4} line 4: not JSON: it does not parse")
        .endsWith("(column 10)");
  }

  @Test
  void aRecordMayBeDeepButNotEndlessly() {
    String deep = "{\"records\":[" + "[".repeat(98) + "]".repeat(98) + "]}";
    assertThat(records(Format.JSON, deep)).hasSize(1);
    inbox.kept().clear();
    String deeper = "{\"records\":[" + "[".repeat(99) + "]".repeat(99) + "]}";
    assertThat(refusal(Format.JSON, deeper))
        .startsWith("{position=1} line 1: not JSON: it is more than 100 deep");
  }

  @Test
  void ndjsonHasOneRecordALineAndMayEndWithOrWithoutOne() {
    for (String body :
        List.of(
            "{\"spend\":1}\n2\n",
            "{\"spend\":1}\r\n2\r\n",
            "{\"spend\":1}\n2",
            "\n {\"spend\":1} \n\n2\n \t\n\n")) {
      assertThat(records(Format.NDJSON, body)).as(body).containsExactly("{\"spend\":1}", "2");
      inbox.kept().clear();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}\\n{\"spend\":1\\n|{position=2} line 2: not JSON as I-JSON wants it: it ends too early",
        "{}\\n[1e400]\\n|{position=2} line 2: the record holds a number that JSON readers do not",
        "{}\\n{} {}\\n|{position=2} line 2: something follows the document",
        "{}\\n\\n[1,\\n2]\\n|{position=3} line 3: not JSON as I-JSON wants it: it ends too early",
        "{\"a\":1,\"a\":2}|{position=1} line 1: not JSON as I-JSON wants it: `a` stands",
      })
  void ndjsonWithABrokenLineTakesNothingAndNamesTheLine(String body, String told) {
    assertThat(refusal(Format.NDJSON, body.replace("\\n", "\n")))
        .startsWith(told)
        .doesNotContain("line 1, column");
  }

  @Test
  void csvRowsAreObjectsOfTextsAndEmptyCellsAreNull() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String body =
          String.join(
              end, "campaign,spend,leads", "c1,1.50,", "\"c,\"\"2\"\"\nx\",\"\", 3", "", "ü,,");
      assertThat(records(Format.CSV, body + end))
          .containsExactly(
              "{\"campaign\":\"c1\",\"leads\":null,\"spend\":\"1.50\"}",
              "{\"campaign\":\"c,\\\"2\\\"\\nx\",\"leads\":\" 3\",\"spend\":null}",
              "{\"campaign\":\"ü\",\"leads\":null,\"spend\":null}");
      inbox.kept().clear();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campaign,spend\nc1,1",
        "\uFEFFcampaign,spend\nc1,1\n",
        "\n\ncampaign,spend\n\nc1,1\n\n"
      })
  void csvMayHaveAByteOrderMarkBlankLinesAndNoLastLineEnd(String body) {
    assertThat(records(Format.CSV, body)).containsExactly("{\"campaign\":\"c1\",\"spend\":\"1\"}");
  }

  @Test
  void aRowOfAnotherLengthIsInvalidAndStopsNoOther() {
    var outcome =
        read(
            Format.CSV,
            "campaign,spend\nc1,1\nc2\nc3,3,3\nc4,4\n".getBytes(StandardCharsets.UTF_8));
    var read = ((Outcome.Passed<Contributed>) outcome).value();
    assertThat(inbox.kept().values().iterator().next())
        .containsExactly(
            "{\"record\":0,\"read\":{\"campaign\":\"c1\",\"spend\":\"1\"}}",
            "{\"record\":1,\"fate\":\"invalid\",\"because\":\"the row has 1 cells where the first"
                + " line has 2\",\"read\":{\"campaign\":\"c2\"}}",
            "{\"record\":2,\"fate\":\"invalid\",\"because\":\"the row has 3 cells where the first"
                + " line has 2\",\"read\":{\"campaign\":\"c3\",\"spend\":\"3\"}}",
            "{\"record\":3,\"read\":{\"campaign\":\"c4\",\"spend\":\"4\"}}");
    assertThat(read.because(1)).isEqualTo("the row has 1 cells where the first line has 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\\n\\n|{position=1} line 1: the first line names the fields, and there is none",
        "campaign,spnd\\n"
            + "|{position=1} line 1: `spnd` is no field of this exchange; did you mean `spend`?",
        "campaign,spend,\\n|{position=1} line 1: `` is no field of this exchange",
        "campaign;spend\\n|{position=1} line 1: `campaign;spend` is no field of this exchange",
        "campaign,spend,campaign\\n|{position=1} line 1: `campaign` stands here twice",
        "campaign,leads\\n|{position=1} line 1: no column is named `spend`, which is needed",
        "spend\\n1\\n|{position=1} line 1: no column is named `campaign`, which is needed",
        "campaign,spend\\nc1,\"1\\n|{position=3} line 3: not CSV: quotes that do not end",
        "campaign,spend\\nc1,\"1\"x\\n|{position=2} line 2: not CSV: quotes that do not end",
      })
  void csvThatCannotBeCutIntoRowsTakesNothing(String body, String told) {
    assertThat(refusal(Format.CSV, body.replace("\\n", "\n"))).startsWith(told);
  }

  @Test
  void whatIsNotUtf8TakesNothing() {
    byte[] latin = "campaign,spend\nü,1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(Format.CSV, latin)).isEqualTo("{position=2} line 2: this is not UTF-8");
    for (String end : List.of("\n", "\r\n", "\r")) {
      byte[] late = (("c1,1" + end).repeat(3000) + "ü,1").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Lines.ofWhatIsNotUtf8(late)).isEqualTo(3001);
    }
    byte[] utf16 = "{\"records\":[]}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(refusal(Format.JSON, utf16)).contains("position=1");
    assertThat(refusal(Format.NDJSON, "{}\n\"ü\"\n".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("position=2", "not UTF-8");
    assertThat(refusal(Format.JSON, "{\"records\":[\"ü\"]}".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("UTF-8");
  }

  @Test
  void aRecordOfMoreThanAMebibyteIsTooLarge() {
    String large = "x".repeat(1 << 20);
    assertThat(refusal(Format.JSON, "{\"records\":[1,\"" + large + "\"]}"))
        .isEqualTo("{pointer=/records/1} a record has at most 1048576 bytes");
    assertThat(refusal(Format.NDJSON, "1\n\"" + large + "\"\n"))
        .isEqualTo("{position=2} line 2: a record has at most 1048576 bytes");
    assertThat(refusal(Format.CSV, "campaign,spend\n" + large + ",1\n"))
        .isEqualTo("{position=2} line 2: a record has at most 1048576 characters");
  }

  @Test
  void moreThanHalfAMillionRecordsAreTooMany() {
    String most = "1\n".repeat(Contributed.MOST_RECORDS);
    assertThat(records(Format.NDJSON, most)).hasSize(500_000);
    inbox.kept().clear();
    assertThat(refusal(Format.NDJSON, most + "1\n"))
        .isEqualTo(
            "{position=500001} line 500001: a contribution has at most 500000 records; send the rest"
                + " in another");
    assertThat(refusal(Format.CSV, "campaign,spend\n" + "c,1\n".repeat(500_001)))
        .startsWith("{position=500002} line 500002: a contribution has at most 500000 records");
    assertThat(refusal(Format.JSON, "{\"records\":[" + "1,".repeat(500_000) + "1]}"))
        .startsWith("{pointer=/records/500000} a contribution has at most 500000 records");
  }
}
