package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.reciprocity.Dilemma.Player;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The strategies in the iterated prisoner's dilemma as Axelrod played it: 200 turns, payoffs 5, 3,
 * 1 and 0 (<em>The Evolution of Cooperation</em>, 1984). The scores are those that the Axelrod
 * library 4.14.0 comes to ({@code Match(players, turns=200).final_score()}, its {@code Grudger}
 * being our grim); without mistakes contrite plays as tit for tat does.
 */
class StrategyTest {
  private static final int TURNS = 200;

  @ParameterizedTest(name = "{0} v {1} is {2}")
  @CsvSource({
    "tit-for-tat, tit-for-tat, 600:600",
    "tit-for-tat, two-tats,    600:600",
    "tit-for-tat, grim,        600:600",
    "tit-for-tat, C,           600:600",
    "tit-for-tat, D,           199:204",
    "tit-for-tat, CD,          498:503",
    "tit-for-tat, CCD,         534:534",
    "tit-for-tat, DDC,         397:402",
    "two-tats,    two-tats,    600:600",
    "two-tats,    C,           600:600",
    "two-tats,    D,           198:208",
    "two-tats,    CD,          300:800",
    "two-tats,    CCD,         402:732",
    "two-tats,    DDC,         330:670",
    "grim,        two-tats,    600:600",
    "grim,        grim,        600:600",
    "grim,        C,           600:600",
    "grim,        D,           199:204",
    "grim,        CD,          597:107",
    "grim,        CCD,         731:76",
    "grim,        DDC,         463:138",
    "contrite,    contrite,    600:600",
    "contrite,    tit-for-tat, 600:600",
    "contrite,    C,           600:600",
    "contrite,    D,           199:204",
    "contrite,    CD,          498:503",
    "contrite,    CCD,         534:534",
    "contrite,    DDC,         397:402",
    "C,           D,           0:1000",
    "C,           C,           600:600",
    "D,           D,           200:200",
  })
  void everyPairScoresAsPublished(String us, String them, String score) {
    assertThat(Dilemma.played(player(us), player(them), TURNS).score()).isEqualTo(score);
  }

  /**
   * Nowak and Sigmund's generous tit for tat cooperates after a defection with probability {@code
   * min(1 − (T − R)/(R − S), (R − P)/(T − P))}, a third for these payoffs; ours every third time.
   */
  @Test
  void generousLetsEveryThirdDefectionPass() {
    var always = Dilemma.played(player("generous"), player("D"), 10);
    assertThat(always.ours()).isEqualTo("CDDCDDCDDC");
    var now = Dilemma.played(player("generous"), player("CD"), 14);
    assertThat(now.theirs()).isEqualTo("CDCDCDCDCDCDCD");
    assertThat(now.ours()).as("it answers in the next turn").isEqualTo("CCDCDCCCDCDCCC");
  }

  /** It gains nothing by it from one who never cooperates: 67 turns of 200 are given away. */
  @Test
  void generousPaysForItsGenerosity() {
    assertThat(Dilemma.played(player("generous"), player("D"), TURNS).score()).isEqualTo("133:468");
    assertThat(Dilemma.played(player("generous"), player("generous"), TURNS).score())
        .isEqualTo("600:600");
  }

  @Test
  void oneMistakeIsEchoedBetweenTwoWhoPlayTitForTat() {
    var game = Dilemma.played(player("tit-for-tat").defectingBy(3), player("tit-for-tat"), 9);
    assertThat(game.ours()).isEqualTo("CCCDCDCDC");
    assertThat(game.theirs()).isEqualTo("CCCCDCDCD");
  }

  /** Boerlijst, Nowak and Sigmund, Journal of Theoretical Biology 185, 1997. */
  @ParameterizedTest(name = "against {0}")
  @CsvSource({"tit-for-tat", "contrite"})
  void contriteTakesTheAnswerToItsOwnMistakeAndGoesOn(String them) {
    var game = Dilemma.played(player("contrite").defectingBy(3), player(them), 9);
    assertThat(game.ours()).isEqualTo("CCCDCCCCC");
    assertThat(game.theirs()).isEqualTo("CCCCDCCCC");
  }

  @Test
  void contriteStillAnswersADefectionThatItDidNotEarn() {
    var game = Dilemma.played(player("contrite"), player("C").defectingBy(3), 9);
    assertThat(game.ours()).isEqualTo("CCCCDCCCC");
  }

  /** Who goes on defecting after its due answer is not taken for one who was wronged. */
  @Test
  void contriteDoesNotTakeMoreThanTheAnswer() {
    var game = Dilemma.played(player("contrite").defectingBy(1), player("CCD"), 3);
    assertThat(game.ours()).isEqualTo("CDC");
    var longer = Dilemma.played(player("contrite").defectingBy(1), player("CCDDD"), 5);
    assertThat(longer.ours()).isEqualTo("CDCCD");
  }

  /** Neither had been wronged, so neither answers. */
  @Test
  void twoContriteWhoSlipTogetherGoOnTogether() {
    var game =
        Dilemma.played(player("contrite").defectingBy(1), player("contrite").defectingBy(1), 5);
    assertThat(game.ours()).isEqualTo("CDCCC");
    assertThat(game.theirs()).isEqualTo("CDCCC");
  }

  @Test
  void whoDidWrongCannotRightlyAnswerAWrong() {
    var game = Dilemma.played(player("contrite").defectingBy(1), player("CDDC"), 4);
    assertThat(game.ours()).isEqualTo("CDCD");
  }

  @Test
  void grimForgetsNothing() {
    var game = Dilemma.played(player("grim"), player("C").defectingBy(3), 9);
    assertThat(game.ours()).isEqualTo("CCCCDDDDD");
  }

  @Test
  void twoTatsLetsOnePass() {
    var game = Dilemma.played(player("two-tats"), player("CDCCDDC"), 7);
    assertThat(game.ours()).isEqualTo("CCCCCCD");
  }

  /** One of our strategies by its name, or moves that are repeated for ever. */
  private static Player player(String name) {
    return name.matches("[CD]+") ? Player.cycling(name) : Player.of(Strategy.named(name));
  }
}
