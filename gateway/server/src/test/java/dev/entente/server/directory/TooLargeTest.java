package dev.entente.server.directory;

import static dev.entente.server.directory.ExampleDirectory.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.entente.json.Json;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would not fit into an entry of the ledger is refused before anybody signs it. */
class TooLargeTest {
  private static final String LONG = "x".repeat(58);

  @TempDir private Path folder;
  private ExampleDirectory example;

  @BeforeEach
  void writeExample() {
    example = new ExampleDirectory(folder);
  }

  @Test
  void termsTooLargeForAnEntryAreToldAtTheAgreement() {
    String fields = fields(250, "f", "c".repeat(63), "stage: early");
    example
        .write("datasets/one.yaml", dataset("one", fields))
        .write("datasets/two.yaml", dataset("two", fields))
        .change(ORCHARD, "[accounts]", "[accounts, one, two]");
    isRefused("agreements/orchard.yaml:4: the terms take \\d+ bytes, at most .*");
  }

  @Test
  void aDatasetOfWhichAReleaseWouldNotFitIsToldAtItsFields() {
    String weaker = "stage: mid, weaker: {early: {release: pseudonym}}";
    example.write(
        "datasets/wide.yaml",
        dataset("wide", fields(1, "f", LONG, "stage: early") + fields(255, LONG, LONG, weaker)));
    isRefused(
        "datasets/wide.yaml:5: a release of all its fields would take \\d+ bytes of the ledger, an"
            + " entry has at most 65535; shorten the fields' and categories' names, or offer fewer"
            + " fields");
  }

  @Test
  void anExchangeToWhichAContributionWouldNotFitIsToldAtItsFields() {
    String fields =
        IntStream.range(0, 256)
            .mapToObj(i -> field(LONG + i, LONG + i, "required: false"))
            .collect(Collectors.joining());
    example.write(
        "exchanges/wide.yaml",
        "exchange: wide\nkey: [\"%s0\"]\nfields:\n".formatted(LONG) + fields);
    isRefused(
        "exchanges/wide.yaml:3: a contribution of all its fields would take \\d+ bytes of the"
            + " ledger, an entry has at most 65535; shorten .*");
  }

  @Test
  void keysThatDoNotFitBesideTheTermsAreToldAtTheAgreement() {
    String keys =
        IntStream.range(0, 99)
            .mapToObj(_ -> Json.write(SigningKey.generate().publicKey().toJwk()))
            .map(jwk -> new String(jwk, StandardCharsets.UTF_8))
            .collect(Collectors.joining(", "));
    example
        .write("datasets/one.yaml", dataset("one", fields(256, "f", LONG, "stage: early")))
        .write("datasets/two.yaml", dataset("two", fields(180, "f", LONG, "stage: early")))
        .change(ORCHARD, "[accounts]", "[accounts, one, two]")
        .change(ORCHARD, "keys: [", "keys: [" + keys + ", ");
    isRefused(
        "agreements/orchard.yaml:4: what opens the agreement, with 100 keys, would take .*"
            + "; register fewer keys, or offer fewer fields");
  }

  @Test
  void aProposalThatWouldNotFitIsToldAtTheAgreement() {
    for (int i = 0; i < 3; i++) {
      String name = "x".repeat(62) + i;
      example.write(
          "datasets/" + name + ".yaml", dataset(name, fields(210, "f", "c", "stage: mid")));
    }
    String names =
        IntStream.range(0, 3).mapToObj(i -> "x".repeat(62) + i).collect(Collectors.joining(", "));
    example.change(ORCHARD, "[accounts]", "[accounts, " + names + "]");
    isRefused(
        "agreements/orchard.yaml:4: a proposal that opens all fields would take .*; offer fewer"
            + " fields in one agreement, or under shorter names");
  }

  private void isRefused(String expected) {
    assertThat(catchThrowable(example::read))
        .isInstanceOf(DirectoryProblems.class)
        .hasMessageMatching(expected);
  }

  private static String dataset(String name, String fields) {
    return "dataset: %s\ntitle: T\nsource: {connector: files}\nkey: [f0]\nfields:\n%s"
        .formatted(name, fields);
  }

  private static String fields(int count, String name, String category, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> field(name + i, category, more))
        .collect(Collectors.joining());
  }

  private static String field(String name, String category, String more) {
    return "  \"%s\": {type: string, category: %s, value: 1, %s}\n".formatted(name, category, more);
  }
}
