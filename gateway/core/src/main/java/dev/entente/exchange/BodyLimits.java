package dev.entente.exchange;

import dev.entente.contribution.Format;
import dev.entente.signature.RequestHead;
import java.util.Set;

/** What a body may be: told by where it is sent to, since it is read before anything is decided. */
enum BodyLimits {
  CONTRIBUTION(16 << 20, Format.mediaTypes()),
  OTHER(1 << 20, Set.of(Answer.JSON));

  private final int most;
  private final Set<String> mediaTypes;

  BodyLimits(int most, Set<String> mediaTypes) {
    this.most = most;
    this.mediaTypes = mediaTypes;
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
    return mediaTypes;
  }
}
