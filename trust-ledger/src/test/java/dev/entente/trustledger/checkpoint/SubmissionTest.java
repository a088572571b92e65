package dev.entente.trustledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.TestLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
  private static final Submission SUBMISSION = TestLog.named("orchard").submission(5, 13);
  private static final String TEXT = SUBMISSION.toString();

  private static Submission parse(String text) {
    return Submission.parse(text.getBytes(UTF_8));
  }

  @Test
  void isTheTextOfTheSpecification() {
    List<String> lines = TEXT.lines().toList();

    assertThat(lines.getFirst()).isEqualTo("old 5");
    assertThat(lines.indexOf("")).isEqualTo(1 + SUBMISSION.proof().size());
    assertThat(TEXT).endsWith("\n\n" + SUBMISSION.checkpoint());
    assertThat(parse(TEXT)).isEqualTo(SUBMISSION);
  }

  @Test
  void hasNoHashesFromNothing() {
    String first = TestLog.named("orchard").submission(0, 13).toString();

    assertThat(first).startsWith("old 0\n\norchard\n13\n");
    assertThat(parse(first).proof()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old 05\n",
        "old -5\n",
        "old +5\n",
        "old  5\n",
        "Old 5\n",
        "old 5 \n",
        "old\n",
        "5\n",
        "",
        "old 5\r\n",
        "old 9223372036854775808\n",
        "size 5\n",
        "old 5\nxx\n"
      })
  void refusesAnotherFirstLine(String line) {
    assertThatThrownBy(() -> parse(TEXT.replace("old 5\n", line)))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void refusesWhatIsCutOffAtAnyPlace() {
    for (int end = 0; end < TEXT.length(); end++) {
      String cut = TEXT.substring(0, end);
      assertThatThrownBy(() -> parse(cut)).as("%s", cut).isInstanceOf(NoteException.class);
    }
  }

  @Test
  void refusesMoreHashesThanAnyProofHas() {
    String hash = SUBMISSION.proof().getFirst() + "\n";

    assertThat(parse("old 5\n" + hash.repeat(63) + "\n" + SUBMISSION.checkpoint()).proof())
        .hasSize(63);
    assertThatThrownBy(() -> parse("old 5\n" + hash.repeat(64) + "\n" + SUBMISSION.checkpoint()))
        .isInstanceOf(NoteException.class);
  }
}
