package dev.entente.agreement;

import dev.entente.catalog.Names;
import java.time.LocalDate;

/**
 * A look back at the agreement by the people who hold it.
 *
 * @param next the day by which the next one is due
 */
public record Review(String name, LocalDate next) {
  public Review {
    name = Names.name("review", name);
  }
}
