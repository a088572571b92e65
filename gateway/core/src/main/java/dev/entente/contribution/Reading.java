package dev.entente.contribution;

import dev.entente.reciprocity.Fate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record, held against what the exchange asks for. */
sealed interface Reading {
  /**
   * It is what is asked for.
   *
   * @param values of the exchange's fields, in its order; null where the record says nothing
   */
  record Fit(List<@Nullable Object> values) implements Reading {
    static Fit of(@Nullable Object[] values) {
      return new Fit(Collections.unmodifiableList(Arrays.asList(values)));
    }
  }

  /**
   * It is not.
   *
   * @param fate invalid or stale
   */
  record Unfit(Fate fate, String because) implements Reading {
    static Unfit invalid(String because) {
      return new Unfit(Fate.INVALID, because);
    }
  }
}
