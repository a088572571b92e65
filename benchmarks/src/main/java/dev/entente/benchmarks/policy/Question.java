package dev.entente.benchmarks.policy;

import dev.entente.agreement.Contract;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.PolicyInput;
import dev.entente.policies.Bundle;
import dev.entente.reciprocity.Account;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is asked about a dataset of thirty fields, and of which policy. */
final class Question {
  private Question() {}

  /** Ten fields of each stage; of those that wait, every other one in a weaker form. */
  static PolicyInput ofThirtyFields() {
    String fields =
        IntStream.range(0, 30).mapToObj(Question::field).collect(Collectors.joining(",\n"));
    Terms terms =
        TermsReader.read(
            """
      {"gateway": "bench", "agreement": "partner-1", "partner": "Company",
       "type": "strategic-alliance", "purposes": ["joint-planning"],
       "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
       "ladder": [{"stage": "early", "window": 1000},
         {"stage": "mid", "window": 2000, "gate": {"cleared": 1, "approvals": 1}},
         {"stage": "late", "window": 4000, "gate": {"cleared": 1, "approvals": 1}}],
       "datasets": {"accounts": {"title": "Accounts", "key": ["f0"], "fields": {%s}}},
       "exchanges": {}, "expect": {}, "rate": 1, "windows": {},
       "round": {"days": 30, "ratio": 0.8, "strategy": "tit-for-tat"}}
      """
                .formatted(fields)
                .getBytes(StandardCharsets.UTF_8));
    var contract = new Contract(terms, terms.hash(), new LinkedHashMap<>(), Optional.empty());
    Standing standing =
        Standing.opened(contract, 1, Instant.EPOCH, Account.EMPTY).accepted(2, Instant.EPOCH);
    Dataset dataset = terms.datasets().values().iterator().next();
    return PolicyInput.of(
        standing,
        dataset,
        standing.stage(),
        Optional.of("joint-planning"),
        new LinkedHashSet<>(dataset.key()),
        LocalDate.EPOCH);
  }

  private static String field(int i) {
    String stage = i < 10 ? "early" : i < 20 ? "mid" : "late";
    String weaker =
        i >= 10 && i % 2 == 0
            ? ", \"weaker\": {\"early\": {\"release\": \"band\", \"bounds\": [10, 100]}}"
            : "";
    return String.format(
        Locale.ROOT,
        "\"f%d\": {\"type\": \"integer\", \"category\": \"c%d\", \"value\": 5, \"stage\": \"%s\"%s}",
        i,
        i % 4,
        stage,
        weaker);
  }

  /** The file of the product's own bundle. */
  static byte[] bundle() {
    try (InputStream in =
        Objects.requireNonNull(Bundle.class.getResourceAsStream("default-bundle.tar.gz"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
