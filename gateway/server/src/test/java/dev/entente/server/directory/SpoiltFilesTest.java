package dev.entente.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file is spoilt, its mistakes are told: nothing else is ever thrown. */
class SpoiltFilesTest {
  private static final List<String> FILES =
      List.of(
          ExampleDirectory.SETTINGS,
          ExampleDirectory.ACCOUNTS,
          ExampleDirectory.CAMPAIGNS,
          ExampleDirectory.ORCHARD);
  private static final List<String> INSERTED =
      List.of(
          "[", "]", "{", "}", ":", ": ", ",", "-", "- ", "&a ", "*a", "!", "\"", "'", "#", "\n",
          "\t", "~", "null", "${", "9", "\u0000", "\u00e9");

  @TempDir private Path folder;

  @Test
  void aTextPutAnywhereOrTakenFromAnywhereIsAtMostAMistake() throws Exception {
    var example = new ExampleDirectory(folder);
    var random = new Random(7);
    int told = 0;
    for (int i = 0; i < 600; i++) {
      String file = FILES.get(random.nextInt(FILES.size()));
      String sound = example.text(file);
      int at = random.nextInt(sound.length());
      int removed = random.nextInt(Math.min(12, sound.length() - at));
      String inserted = INSERTED.get(random.nextInt(INSERTED.size()));
      example.write(file, sound.substring(0, at) + inserted + sound.substring(at + removed));
      told += mistakes(example);
      example.write(file, sound);
    }
    assertThat(told).isGreaterThan(300);
    assertThat(mistakes(example)).isZero();
  }

  /** Whether there were any; each has a line, and words a person can act on. */
  private static int mistakes(ExampleDirectory example) {
    try {
      assertThat(example.read()).isNotNull();
      return 0;
    } catch (DirectoryProblems problems) {
      assertThat(problems.mistakes())
          .isNotEmpty()
          .allSatisfy(mistake -> assertThat(mistake.line()).isPositive())
          .allSatisfy(
              mistake -> assertThat(mistake.text()).isNotBlank().doesNotContain("Exception"));
      return 1;
    }
  }
}
