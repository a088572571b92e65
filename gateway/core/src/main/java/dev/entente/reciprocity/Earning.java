package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;

/**
 * A field that a partner shares, as it earns.
 *
 * @param value S, in whole units; 0 for one that earns nothing
 */
public record Earning(FieldName field, Category category, int value) {
  /**
   * What these cells earn, before the agreement's rate, in thousandths: S first, a fifth changed.
   */
  long earned(Intake intake) {
    return value * (1000L * intake.first() + 200L * intake.changed());
  }
}
