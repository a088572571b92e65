package dev.entente.exchange;

import dev.entente.contribution.Format;
import dev.entente.signature.RequestHead;
import java.util.Set;

/** What a body may be: told by where it is sent to, since it is read before anything is decided. */
enum BodyLimits {
  CONTRIBUTION(16 << 20),
  CHECKPOINT(1 << 16),
  OTHER(1 << 20);

  private static final String ADD_CHECKPOINT = "/add-checkpoint";

  private final int most;

  BodyLimits(int most) {
    this.most = most;
  }

  static BodyLimits of(RequestHead head) {
    if (head.method().equals("POST") && head.path().equals(ADD_CHECKPOINT)) {
      return CHECKPOINT;
    }
    return Admission.isContribution(head.path()) ? CONTRIBUTION : OTHER;
  }

  /** In bytes. */
  int most() {
    return most;
  }

  /** In lower case. */
  Set<String> mediaTypes() {
    return switch (this) {
      case CONTRIBUTION -> Format.mediaTypes();
      case CHECKPOINT -> Set.of("text/plain", "application/octet-stream");
      case OTHER -> Set.of(Answer.JSON);
    };
  }
}
