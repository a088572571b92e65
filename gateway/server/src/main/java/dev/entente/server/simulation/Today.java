package dev.entente.server.simulation;

/**
 * What a partner knows of a day.
 *
 * @param day from 1, the day of the acceptance
 * @param days how many there are
 * @param round the number of the round under way, from 1
 * @param dayOfRound from 0
 * @param daysOfRound how many a round has
 * @param slips whether this is a round in which something goes wrong
 */
record Today(int day, int days, int round, int dayOfRound, int daysOfRound, boolean slips) {

  /** Today's part of what is expected in a round, so that the parts come to just that. */
  long part(long expected) {
    return expected * (dayOfRound + 1) / daysOfRound - expected * dayOfRound / daysOfRound;
  }

  boolean beginsRound() {
    return dayOfRound == 0 && round > 1;
  }

  /** Whether three quarters of the time are over. */
  boolean isLate() {
    return day > days - days / 4;
  }
}
