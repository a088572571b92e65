package dev.entente.server.simulation;

import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Amount;

/**
 * Where an agreement stands at the end of a day.
 *
 * @param number from 1, the day of the acceptance
 * @param given all that has gone out so far
 * @param received all that has come in so far
 */
public record Day(
    int number, Stage stage, Amount window, Amount exposure, Amount given, Amount received) {}
