package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.differencing.Shown;
import dev.entente.differencing.Sketch;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.reciprocity.Form;
import dev.entente.trustledger.Alliance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two aggregates under terms that let three through, each of at least five records. */
class ForgedAggregateTest {
  private static final int FIRST = 3;
  private static final int SECOND = 4;

  @TempDir private Path directory;
  @TempDir private Path forged;
  private int audits;

  @BeforeEach
  void tell() {
    try (var alliance = Alliance.in(directory).agreed()) {
      for (int to : new int[] {20, 30}) {
        assertThat(alliance.ledger.disclose(alliance.aggregate(5, 3, set(0, to))))
            .isInstanceOf(Recorded.class);
      }
    }
  }

  private List<String> findings(int index, UnaryOperator<Releases> change) {
    Forger forger = Forger.of(directory.resolve("state"));
    forger.event(index, it -> change.apply(Releases.of((Disclosed) it)).done());
    return ForgedStory.audit(forger.sign(forged.resolve("state" + ++audits))).findings().stream()
        .filter(it -> it.index() == index)
        .map(it -> it.what())
        .toList();
  }

  private static Shown shown(int k, Sketch... sets) {
    return new Shown(k, List.of(sets), new LinkedHashMap<>());
  }

  @Test
  void whatIsAsItWasIsFoundToHold() {
    assertThat(findings(SECOND, it -> it)).isEmpty();
  }

  @Test
  void aSmallerKIsFound() {
    assertThat(findings(SECOND, it -> it.aggregate(Optional.of(shown(4, set(0, 30))))))
        .containsExactly("k");
  }

  @Test
  void aSetThatIsTooSmallIsFound() {
    assertThat(findings(FIRST, it -> it.aggregate(Optional.of(shown(5, set(0, 4))))))
        .contains("the smallest set");
    SequencedMap<FieldName, List<Sketch>> fields = new LinkedHashMap<>();
    fields.put(new FieldName("sector"), List.of(set(0, 4)));
    assertThat(
            findings(
                FIRST, it -> it.aggregate(Optional.of(new Shown(5, List.of(set(0, 20)), fields)))))
        .contains("the smallest set");
  }

  @Test
  void anAnswerThatAnEarlierOneMakesTooFineIsFound() {
    assertThat(findings(SECOND, it -> it.aggregate(Optional.of(shown(5, set(0, 21))))))
        .containsExactly("what earlier aggregates say against it");
  }

  @Test
  void moreThanTheBudgetIsFound() {
    Forger forger = Forger.of(directory.resolve("state"));
    var last = Releases.of((Disclosed) forger.at(SECOND).event());
    for (int i = 1; i <= 2; i++) {
      Shown another = shown(5, set(100 * i, 100 * i + 20));
      forger.insert(
          SECOND + i, _ -> last.aggregate(Optional.of(another)).memory(Optional.empty()).done());
    }
    assertThat(ForgedStory.audit(forger.sign(forged.resolve("state"))).findings())
        .filteredOn(it -> it.what().contains("earlier aggregates"))
        .extracting(it -> it.index())
        .containsExactly(SECOND + 2L);
  }

  @Test
  void recordsThatAreSaidToBeAnAggregateAreFoundAndTheOtherWayRound() {
    assertThat(findings(FIRST, it -> it.aggregate(Optional.empty())))
        .contains("field sector, release");
    assertThat(findings(FIRST, it -> it.priced(0, Releases.as(Form.FULL))))
        .contains("field sector, release");
    assertThat(findings(FIRST, it -> it.priced(0, Releases.named("employees"))))
        .contains("field employees, release");
  }
}
