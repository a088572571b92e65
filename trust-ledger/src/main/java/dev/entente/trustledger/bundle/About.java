package dev.entente.trustledger.bundle;

import dev.entente.trustledger.store.StoreException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bundle says it holds.
 *
 * @param entries how many
 * @param others how many checkpoints besides the log's own
 * @param sealed whether it has the log's own
 */
record About(long entries, int others, boolean sealed) {
  static final int MOST_OTHERS = 1_000;

  private static final Pattern TEXT =
      Pattern.compile(
          "entente-audit-bundle/1\nentries (0|[1-9][0-9]{0,14})\n"
              + "checkpoints (0|[1-9][0-9]{0,3})\nsealed (true|false)\n");

  static About parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new StoreException("it does not say what it holds as a bundle of this version does");
    }
    var about =
        new About(
            Long.parseLong(match.group(1)),
            Integer.parseInt(match.group(2)),
            Boolean.parseBoolean(match.group(3)));
    if (about.others > MOST_OTHERS) {
      throw new StoreException("it says it has more than " + MOST_OTHERS + " checkpoints");
    }
    return about;
  }

  @Override
  public String toString() {
    return "entente-audit-bundle/1\nentries %d\ncheckpoints %d\nsealed %b\n"
        .formatted(entries, others, sealed);
  }
}
