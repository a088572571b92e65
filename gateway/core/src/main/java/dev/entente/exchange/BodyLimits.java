package dev.entente.exchange;

import dev.entente.contribution.Format;
import dev.entente.signature.RequestHead;
import java.util.Set;

/** What a body may be: told by where it is sent to, since it is read before anything is decided. */
enum BodyLimits {
  CONTRIBUTION(16 << 20),
  OTHER(1 << 20);

  private final int most;

  BodyLimits(int most) {
    this.most = most;
  }

  static BodyLimits of(RequestHead head) {
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
      case OTHER -> Set.of(Answer.JSON);
    };
  }
}
