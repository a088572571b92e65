package dev.entente.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Release;
import dev.entente.catalog.Stage;
import dev.entente.signature.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestEntryTest {
  private static final String LONG = "x".repeat(60);

  @Test
  void asManyFieldsAsThereMayBeFitWhereTheirNamesAreShort() {
    assertThatCode(() -> LargestEntry.fitting(dataset(256, "f", "category", true)))
        .doesNotThrowAnyException();
    assertThatCode(() -> LargestEntry.fitting(exchange(256, "f", "category", true)))
        .doesNotThrowAnyException();
  }

  @Test
  void longNamesFitUnlessCellsCanBeCountedInEveryWay() {
    assertThatCode(() -> LargestEntry.fitting(dataset(256, LONG, LONG, false)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> LargestEntry.fitting(dataset(256, LONG, LONG, true)))
        .hasMessageContaining("a release of all its fields would take 68")
        .hasMessageContaining("an entry has at most 65535");
  }

  @Test
  void longNamesFitUnlessEachFieldHasACategoryOfItsOwn() {
    assertThatCode(() -> LargestEntry.fitting(exchange(256, LONG, LONG, false)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> LargestEntry.fitting(exchange(256, LONG, LONG, true)))
        .hasMessageContaining("a contribution of all its fields would take ")
        .hasMessageContaining("ask for fewer of them");
  }

  @Test
  void ordinaryTermsFit() {
    assertThatCode(
            () ->
                LargestEntry.fitting(
                    SampleTerms.terms(), List.of(SigningKey.generate().publicKey().publicJwk())))
        .doesNotThrowAnyException();
  }

  private static Dataset dataset(int fields, String name, String category, boolean weaker) {
    var forms = new LinkedHashMap<Stage, Release>();
    if (weaker) {
      forms.put(new Stage("early"), new Release.Pseudonym());
    }
    List<Field> all =
        IntStream.range(0, fields)
            .mapToObj(
                i ->
                    new Field(
                        new FieldName(name + i),
                        FieldType.STRING,
                        new Category(category),
                        20,
                        new Stage("late"),
                        forms,
                        Optional.empty(),
                        false))
            .toList();
    return new Dataset(new DatasetId("wide"), "Wide", List.of(all.getFirst().name()), all);
  }

  private static ExchangeManifest exchange(int fields, String name, String category, boolean own) {
    List<Wanted> all =
        IntStream.range(0, fields)
            .mapToObj(
                i ->
                    new Wanted(
                        new FieldName(name + i),
                        FieldType.STRING,
                        new Category(own ? category + i : category),
                        20,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new ExchangeManifest(
        new ExchangeId("wide"), List.of(all.getFirst().name()), all, Optional.empty());
  }
}
