package dev.entente.connectors.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.entente.source.Findings;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made of the records that a walk finds. */
interface Intake {
  /**
   * Begins a page.
   *
   * @param before how many records came on pages before
   */
  Page page(long before, Findings findings, Budget budget);

  /** Whether a walk may end after so many records, although there are more. */
  default boolean isEnough(long records) {
    return false;
  }

  /** One page as it is taken. */
  interface Page {
    /** Takes the list at which the parser stands. */
    void list(JsonParser parser) throws IOException;

    /** How many records there were. */
    long taken();

    /** What was made of them. */
    List<@Nullable Object[]> rows();
  }
}
