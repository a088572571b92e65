package dev.entente.agreement;

import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Amount;
import java.time.Instant;

/**
 * The stage that an agreement is at, and what was so when it was entered.
 *
 * @param received all that had come in until then
 */
public record Level(Stage stage, Instant since, Amount received) {}
