package dev.entente.agreement;

import dev.entente.reciprocity.Amount;
import java.time.LocalDate;

/**
 * What the leak has forgiven.
 *
 * @param through the last UTC day whose midnight has been counted
 */
public record Forgiveness(Amount total, LocalDate through) {
  Forgiveness plus(Amount amount, LocalDate day) {
    return new Forgiveness(total.plus(amount), day);
  }

  Forgiveness through(LocalDate day) {
    return day.isAfter(through) ? new Forgiveness(total, day) : this;
  }
}
