package dev.entente.server.peers;

import dev.entente.trustledger.checkpoint.Cosignature;

/** What a witness says to a checkpoint of ours. */
sealed interface Opinion {
  /** It grew from all that the witness has seen. */
  record Cosigned(Cosignature cosignature) implements Opinion {}

  /**
   * The log is not the one that the witness has seen.
   *
   * @param size at which the witness has seen it last
   * @param why as the ledger's refusal says it
   */
  record Disputed(long size, String why) implements Opinion {}

  /** It has seen a newer checkpoint of the same log, which another of its gateways handed in. */
  record Overtaken() implements Opinion {}

  /** It could not be asked, or what it said is of no use. */
  record Unknown(String why) implements Opinion {}
}
