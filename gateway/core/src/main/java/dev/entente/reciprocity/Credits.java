package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a contribution earned, in all and by category. */
public record Credits(Credit total, SequencedMap<Category, Credit> categories) {
  public Credits {
    categories = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(categories));
  }
}
