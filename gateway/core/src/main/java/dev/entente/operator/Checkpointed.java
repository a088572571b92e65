package dev.entente.operator;

import dev.entente.signature.Sha256;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint of our log, as its key signed it. Reading it proves nothing: who has the log's key
 * verifies the signature.
 *
 * @param note the signed note: C2SP tlog-checkpoint
 */
public record Checkpointed(String note) {
  private static final int LONGEST = 1_000;
  private static final Pattern TEXT =
      Pattern.compile(
          "[^\\n]{1,200}\\n(0|[1-9][0-9]{0,14})\\n([A-Za-z0-9+/]{43}=)\\n\\n(?:\\u2014 [^\\n]+\\n)+");

  public Checkpointed {
    if (note.length() > LONGEST || !TEXT.matcher(note).matches()) {
      throw new IllegalArgumentException("a checkpoint of a log is a signed note of three lines");
    }
  }

  /** How many entries the log had. */
  public long size() {
    return Long.parseLong(part(1));
  }

  /** The root of the tree over them. */
  public Sha256 root() {
    return Sha256.ofBytes(Base64.getDecoder().decode(part(2)));
  }

  private String part(int group) {
    Matcher match = TEXT.matcher(note);
    if (!match.matches()) {
      throw new IllegalStateException("checked before");
    }
    return match.group(group);
  }
}
