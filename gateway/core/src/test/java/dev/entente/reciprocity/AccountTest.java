package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.Category;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final Category MARGINS = new Category("margins");
  private static final Category TARGETING = new Category("targeting");
  private static final Amount WINDOW = Amount.of(500);

  @Test
  void creditTakesItsAmountOffTheExposure() {
    Account account = Account.EMPTY.disclosed(Map.of(TARGETING, Amount.of(300)));
    account = account.received(Map.of(TARGETING, Amount.of(120)), WINDOW);
    assertThat(account.total().exposure()).hasToString("180");
    assertThat(account.of(TARGETING).exposure()).hasToString("180");
    assertThat(account.total().received()).hasToString("120");
  }

  @Test
  void generosityIsRecordedAndNotCarriedBelowMinusTheWindow() {
    Account account = Account.EMPTY.received(Map.of(TARGETING, Amount.of(800)), WINDOW);
    assertThat(account.total().received()).hasToString("800");
    assertThat(account.total().exposure()).hasToString("-500");
    assertThat(account.total().remaining(WINDOW, Amount.ZERO)).hasToString("1000");
  }

  @Test
  void afterADemotionWhatIsBelowTheFloorStaysAndNothingIsAdded() {
    Account account = Account.EMPTY.received(Map.of(TARGETING, Amount.of(900)), Amount.of(1000));
    account = account.received(Map.of(TARGETING, Amount.of(100)), WINDOW);
    assertThat(account.total().exposure()).hasToString("-900");
  }

  @Test
  void eachCategoryHasItsOwnBalanceAndTheWholeItsOwnFloor() {
    Account account =
        Account.EMPTY.received(Map.of(TARGETING, Amount.of(300), MARGINS, Amount.of(400)), WINDOW);
    assertThat(account.of(TARGETING).exposure()).hasToString("-300");
    assertThat(account.of(MARGINS).exposure()).hasToString("-400");
    assertThat(account.total().exposure()).hasToString("-500");
  }

  @Test
  void aCategoryWhoseWindowIsZeroOpensByWhatWasRepaidInIt() {
    Map<Category, Amount> windows = Map.of(MARGINS, Amount.ZERO);
    assertThat(
            Account.EMPTY.room(WINDOW, windows, Held.NOTHING).fits(Map.of(MARGINS, Amount.of(1))))
        .isFalse();
    Account account = Account.EMPTY.received(Map.of(MARGINS, Amount.of(40)), WINDOW);
    assertThat(account.room(WINDOW, windows, Held.NOTHING).fits(Map.of(MARGINS, Amount.of(40))))
        .isTrue();
    assertThat(account.room(WINDOW, windows, Held.NOTHING).fits(Map.of(MARGINS, Amount.of(41))))
        .isFalse();
  }

  @Test
  void whatProvedFalseIsPutBackAsFarAsItWasCarried() {
    Account before = Account.EMPTY.disclosed(Map.of(TARGETING, Amount.of(100)));
    Account after = before.received(Map.of(TARGETING, Amount.of(900)), WINDOW);
    Credits credits = before.credits(after);
    assertThat(credits.total()).isEqualTo(new Credit(Amount.of(900), Amount.of(600)));
    assertThat(after.reversed(credits).total()).isEqualTo(before.total());
    assertThat(after.reversed(credits).of(TARGETING)).isEqualTo(before.of(TARGETING));
  }

  @Test
  void onlyDebtIsInherited() {
    Account owing =
        Account.EMPTY
            .disclosed(Map.of(TARGETING, Amount.of(50), MARGINS, Amount.of(20)))
            .received(Map.of(MARGINS, Amount.of(30)), WINDOW);
    Account debt = owing.debt().plus(owing.debt());
    assertThat(debt.total().exposure()).hasToString("80");
    assertThat(debt.total().given()).isEqualTo(Amount.ZERO);
    assertThat(debt.categories()).containsOnlyKeys(TARGETING);
  }
}
