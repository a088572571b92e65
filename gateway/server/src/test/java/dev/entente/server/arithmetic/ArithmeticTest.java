package dev.entente.server.arithmetic;

import static dev.entente.server.arithmetic.Finding.note;
import static dev.entente.server.arithmetic.Finding.warning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.directory.ExampleDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the example a campaign earns 1 + 5 + 5 = 11, and a record of accounts costs 1 + 1 + 0.3 · 5 =
 * 3.5 at early, 1 + 1 + 5 + 2 = 9 at mid and 29 at late.
 */
class ArithmeticTest {
  private static final String SETTINGS = "entente.yaml";
  private static final String ACCOUNTS = "datasets/accounts.yaml";
  private static final String CAMPAIGNS = "exchanges/campaigns.yaml";
  private static final String ORCHARD = "agreements/orchard.yaml";

  @TempDir private Path folder;
  private ExampleDirectory example;

  @BeforeEach
  void writeExample() {
    example = new ExampleDirectory(folder);
  }

  @Test
  void aSoundAgreementOnlyHearsWhatItsStagesNeed() throws Exception {
    example.change(ACCOUNTS, "category: margins", "category: performance");
    example.change(ORCHARD, "windows: {margins: 50}", "windows: {performance: 50}");
    assertThat(findings())
        .containsExactly(
            note("mid needs 137 campaigns, 5 rounds at 30 a round"),
            note(
                "late needs 273 campaigns, 10 rounds at 30 a round, and 30 days at the stage"
                    + " before"));
  }

  @Test
  void theRateMakesFewerRecordsDo() throws Exception {
    example.change(ORCHARD, "rate: 1", "rate: 1.5");
    assertThat(findings()).contains(note("mid needs 91 campaigns, 4 rounds at 30 a round"));
  }

  @Test
  void whatComesOutEvenIsNotRoundedUp() throws Exception {
    example.change(SETTINGS, "window: 500", "window: 550");
    assertThat(findings()).contains(note("mid needs 150 campaigns, 5 rounds at 30 a round"));
  }

  @Test
  void oneRecordAndOneRoundAreSpokenOfAsOne() throws Exception {
    example.change(
        SETTINGS, "window: 1000, gate: {cleared: 3", "window: 1000, gate: {cleared: 0.02");
    assertThat(findings()).contains(note("mid needs 1 campaign, 1 round at 30 a round"));
  }

  @Test
  void withoutAnExpectationThereAreNoRounds() throws Exception {
    example.change(ORCHARD, "expect: {campaigns: 30}\n", "");
    assertThat(findings()).contains(note("mid needs 137 campaigns"));
  }

  @Test
  void severalExchangesAreSeveralWays() throws Exception {
    deals();
    assertThat(findings())
        .contains(note("mid needs 137 campaigns, 5 rounds at 30 a round; or 75 deals"));
  }

  @Test
  void aStageWithoutAGateForCreditNeedsNone() throws Exception {
    example.change(SETTINGS, "window: 1000, gate: {cleared: 3, approvals: 2}", "window: 1000");
    assertThat(findings()).contains(note("mid needs nothing to come in"));
  }

  @Test
  void withoutAnExchangeNoGateForCreditIsPassedNorAnyStageAfterIt() throws Exception {
    example.change(ORCHARD, "exchanges: [campaigns]\n", "");
    example.change(ORCHARD, "expect: {campaigns: 30}\n", "");
    assertThat(findings())
        .contains(
            warning(
                "/exchanges",
                "mid cannot be reached: no exchange feeds it; list one under `exchanges`"),
            warning("/exchanges", "late cannot be reached: `mid` comes before it"));
  }

  @Test
  void anExchangeThatEarnsNothingFeedsNothing() throws Exception {
    example.change(CAMPAIGNS, "value: 1,", "value: 0,").change(CAMPAIGNS, "value: 5,", "value: 0,");
    assertThat(findings())
        .contains(
            warning(
                "/exchanges",
                "mid cannot be reached: no exchange feeds it; list one under `exchanges`"));
  }

  @Test
  void aCategoryWithAWindowThatNothingFeedsCannotBeRepaid() throws Exception {
    assertThat(findings())
        .contains(warning("/windows/margins", "margins cannot be repaid: no exchange feeds it"));
    example.change(ORCHARD, "leak: {per-day: 0.005, cap: 100}\n", "");
    assertThat(findings())
        .contains(
            warning(
                "/windows/margins",
                "margins cannot be repaid: no exchange feeds it, so no more than 50 of it ever"
                    + " leaves"));
    example.change(ORCHARD, "{margins: 50}", "{margins: 0}");
    assertThat(findings())
        .contains(
            warning(
                "/windows/margins",
                "margins cannot be repaid: no exchange feeds it, so nothing of it ever leaves"));
  }

  @Test
  void aDearCategoryWithoutAWindowCouldBeBoughtWithCheapRows() throws Exception {
    example.change(ORCHARD, "windows: {margins: 50}\n", "");
    assertThat(findings())
        .contains(
            warning(
                "/windows",
                "margins has no window of its own: campaign rows could buy it; give it one under"
                    + " `windows`"));
    deals();
    assertThat(findings())
        .contains(
            warning(
                "/windows",
                "margins has no window of its own: campaign or deal rows could buy it; give it one"
                    + " under `windows`"));
  }

  @Test
  void aDearCategoryThatIsPaidInKindIsNotBought() throws Exception {
    example.change(ORCHARD, "windows: {margins: 50}\n", "");
    example.change(CAMPAIGNS, "category: performance", "category: margins");
    assertThat(findings()).noneMatch(finding -> finding.text().contains("could buy it"));
  }

  @Test
  void aCheapCategoryNeedsNoWindow() throws Exception {
    assertThat(findings()).noneMatch(finding -> finding.text().startsWith("targeting"));
  }

  @Test
  void aWindowOfWhatIsNotOfferedIsSaidToDoNothing() throws Exception {
    example.change(ORCHARD, "{margins: 50}", "{margins: 50, performance: 5}");
    assertThat(findings()).contains(note("performance has a window, but nothing of it is offered"));
  }

  @Test
  void anExchangeWithADatasetsKeyCouldEchoIt() throws Exception {
    keyedLikeAccounts("");
    assertThat(findings())
        .contains(
            warning(
                "/exchanges",
                "campaigns could echo accounts.ticker: their keys match, and no `echoes` says what"
                    + " earns nothing"));
  }

  @Test
  void anExchangeThatSaysWhatItEchoesDoesNot() throws Exception {
    keyedLikeAccounts("echoes: accounts.ticker, ");
    assertThat(findings()).noneMatch(finding -> finding.text().contains("echo"));
  }

  @Test
  void aKeyOfAnotherTypeIsAnotherKey() throws Exception {
    keyedLikeAccounts("");
    example.change(CAMPAIGNS, "type: string, ", "type: integer, ");
    assertThat(findings()).noneMatch(finding -> finding.text().contains("echo"));
  }

  @Test
  void aWindowBelowOneRecordLetsNoneLeaveWhole() throws Exception {
    example.change(SETTINGS, "window: 500", "window: 3.4");
    example.change(SETTINGS, "window: 1000,", "window: 9, steep: true,");
    example.change(SETTINGS, "window: 2000,", "window: 18,");
    assertThat(findings())
        .contains(
            warning(
                "/datasets",
                "early: one unseen record of accounts is worth 3.5, its window is 3.4: none leaves"
                    + " whole; widen the window, or let weaker releases come first"),
            warning(
                "/datasets",
                "late: one unseen record of accounts is worth 29, its window is 18: none leaves"
                    + " whole; widen the window, or let weaker releases come first"))
        .noneMatch(finding -> finding.text().startsWith("mid: "));
  }

  @Test
  void whatAMilestoneHoldsBackIsNotCounted() throws Exception {
    example.change(ACCOUNTS, "stage: late", "stage: late, milestone: audited");
    example.change(SETTINGS, "window: 500", "window: 5");
    example.change(SETTINGS, "window: 1000,", "window: 10,");
    example.change(SETTINGS, "window: 2000,", "window: 20,");
    assertThat(findings()).noneMatch(finding -> finding.text().contains("unseen record"));
  }

  @Test
  void aSideThatHangsOnOnePersonIsWarned() throws Exception {
    example.change(ORCHARD, "[ana, bo]", "[ana]").change(ORCHARD, "[Kim, Lee]", "[]");
    assertThat(findings())
        .contains(
            warning(
                "/contacts",
                "our side has one contact: no stage is raised without two on each side"),
            warning(
                "/contacts",
                "their side has no contact: no stage is raised without two on each side"));
  }

  @Test
  void whereThereIsEnoughToSeeNothingIsSaid() throws Exception {
    assertThat(findings(1_000)).isEqualTo(findings());
    assertThat(findings(167)).isEqualTo(findings()); // mid asks for 1500, each is worth 9 there
  }

  @Test
  void aWindowThatHoldsAllThereIsToSeeNeverBinds() throws Exception {
    assertThat(findings(142))
        .contains(
            warning(
                "/datasets",
                "early: all there is to see, 142 accounts, is worth 497, its window is 500: it"
                    + " never binds, and nothing has to come back; narrow it below 497, or offer"
                    + " more"))
        .filteredOn(finding -> finding.text().contains("never binds"))
        .hasSize(1);
    assertThat(findings(143)).noneMatch(finding -> finding.text().contains("never binds"));
    assertThat(findings(1))
        .filteredOn(finding -> finding.text().contains("1 account, is worth "))
        .extracting(Finding::text)
        .extracting(text -> text.substring(0, text.indexOf(':')))
        .containsExactly("early", "mid", "late");
  }

  @Test
  void aGateThatAsksForMoreThanThereIsToSeeIsNotClimbedTo() throws Exception {
    assertThat(findings(143))
        .contains(
            warning(
                "/datasets",
                "mid: all there is to see, 143 accounts, is worth 1287, but 1500 must have come in"
                    + " before: who climbs gives more than there is; lower `cleared`, or offer"
                    + " more"),
            warning(
                "/datasets",
                "late: all there is to see, 143 accounts, is worth 4147, but 4500 must have come in"
                    + " before: who climbs gives more than there is; lower `cleared`, or offer"
                    + " more"));
  }

  @Test
  void ofAStageAtWhichNoDatasetIsOpenNothingIsSaid() throws Exception {
    example.change(ACCOUNTS, "value: 1, stage: early", "value: 1, stage: mid");
    assertThat(findings(1)).noneMatch(finding -> finding.text().startsWith("early: all there"));
  }

  @Test
  void recordsAreCountedNoFurtherThanItMatters() throws Exception {
    var asked = new ArrayList<Long>();
    Arithmetic.of(
        terms(),
        (_, most) -> {
          asked.add(most);
          return most;
        });
    // 500 at 3.5, 1500 at 9, 4500 at 29; and one more.
    assertThat(asked).containsExactly(144L, 168L, 157L);
  }

  private void keyedLikeAccounts(String echoes) {
    example.change(CAMPAIGNS, "campaign]", "ticker]");
    example.change(CAMPAIGNS, "  campaign: {", "  ticker: {" + echoes);
  }

  private void deals() {
    example.write(
        "exchanges/deals.yaml",
        """
        exchange: deals
        key: [deal]
        fields:
          deal: {type: string, category: performance, value: 10}
          size: {type: number, category: performance, value: 10}
        """);
    example.change(ORCHARD, "[campaigns]", "[campaigns, deals]");
  }

  private List<Finding> findings() throws DirectoryProblems {
    return Arithmetic.of(terms());
  }

  /** What is found where there are so many accounts. */
  private List<Finding> findings(long accounts) throws DirectoryProblems {
    return Arithmetic.of(terms(), (_, most) -> Math.min(accounts, most));
  }

  private Terms terms() throws DirectoryProblems {
    return example.read().agreements().get(new AgreementId("orchard")).terms();
  }
}
