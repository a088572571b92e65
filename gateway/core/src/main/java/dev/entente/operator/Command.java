package dev.entente.operator;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Review;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Names;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;

/** What one of our people orders. */
public sealed interface Command {
  /** What concerns one agreement. */
  sealed interface OfAgreement extends Command {
    AgreementId agreement();

    @Override
    default Optional<AgreementId> party() {
      return Optional.of(agreement());
    }
  }

  /** Registers the key of another of our people. */
  record AddOperator(String name, JWK key) implements Command {
    public AddOperator {
      name = Names.name("operator", name);
    }

    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /** Signs in, and changes nothing: it is never recorded. */
  record SignIn() implements Command {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /** Registers something more that the one who signs it signs with from here on. */
  record Enroll(Credential credential) implements Command {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /** What concerns a key of our own. */
  sealed interface OfOwnKey extends Command {
    /** Which. */
    OwnKey key();

    @Override
    default Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /** Begins to rotate a key of ours: the next one is shown beside the one that signs. */
  record BeginRotation(Succession succession) implements OfOwnKey {
    @Override
    public OwnKey key() {
      return succession.key();
    }
  }

  /** The next key alone signs from here on. */
  record FinishRotation(OwnKey key, KeyId next) implements OfOwnKey {}

  /** Brings back a policy that was in force before. */
  record RollBack(PolicyRevision policy) implements Command {
    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /** Proposes the terms that the agreement's file has now, which hash to this. */
  record Amend(AgreementId agreement, Sha256 termsHash) implements OfAgreement {}

  /** Stops everything, at once. */
  record Suspend(AgreementId agreement) implements OfAgreement {}

  /** Ends the agreement for good. */
  record Close(AgreementId agreement) implements OfAgreement {}

  /**
   * Proposes what takes more than one person.
   *
   * @param cites the indexes of the entries that speak for it
   */
  record Propose(AgreementId agreement, Subject subject, List<Long> cites) implements OfAgreement {
    private static final int MOST_CITED = 100;

    public Propose {
      cites = List.copyOf(cites);
      if (cites.size() > MOST_CITED) {
        throw new IllegalArgumentException("a proposal cites at most " + MOST_CITED + " entries");
      }
    }
  }

  /**
   * Approves what somebody else proposed.
   *
   * @param subject the proposal's, by its name
   * @param proposal the index of the entry that made it: another one is not what was looked at
   */
  record Approve(AgreementId agreement, String subject, long proposal) implements OfAgreement {}

  /** Says something about what is proposed; the words are why it is ordered. */
  record Comment(AgreementId agreement, String subject, long proposal) implements OfAgreement {}

  /** Takes back what the one who signs it proposed. */
  record Withdraw(AgreementId agreement, String subject, long proposal) implements OfAgreement {}

  /** Refuses what somebody else proposed, which then waits no longer. */
  record Refuse(AgreementId agreement, String subject, long proposal) implements OfAgreement {}

  /** Goes down to a stage, at once. */
  record Lower(AgreementId agreement, Stage stage) implements OfAgreement {}

  /** Takes a key of the partner's out of use, at once. */
  record Revoke(AgreementId agreement, KeyId key) implements OfAgreement {}

  /** Records that the partner has shown something. */
  record Reach(AgreementId agreement, Milestone milestone) implements OfAgreement {}

  /** Records a costly signal. */
  record Stake(AgreementId agreement, Signal signal) implements OfAgreement {}

  /** Records a review, and when the next one is due. */
  record Look(AgreementId agreement, Review review) implements OfAgreement {}

  /** Opens a dispute, which stands in the way of a raise. */
  record Dispute(AgreementId agreement, String name) implements OfAgreement {
    public Dispute {
      name = Names.name("dispute", name);
    }
  }

  /** Ends a dispute. */
  record Resolve(AgreementId agreement, String name) implements OfAgreement {
    public Resolve {
      name = Names.name("dispute", name);
    }
  }

  /** Opens the agreement's books to somebody of neither side, who then reads what both read. */
  record OpenBooks(AgreementId agreement, Reader reader) implements OfAgreement {}

  /** Closes them for that reader, at once. */
  record CloseBooks(AgreementId agreement, String reader) implements OfAgreement {
    public CloseBooks {
      reader = Names.name("reader", reader);
    }
  }

  /** Withdraws the credit of a contribution that proved false. */
  record Reverse(AgreementId agreement, long entry) implements OfAgreement {}

  /**
   * Goes on from an older copy of the log, without what came after it.
   *
   * @param at the newest checkpoint of the copy
   * @param lost checkpoints of the log as others have seen it, of more entries. Who has to consent
   *     follows from the log: partners read this, and need not know of each other
   */
  record Recover(Checkpointed at, List<Checkpointed> lost) implements Command {
    private static final int MOST_LOST = 8;

    public Recover {
      lost = List.copyOf(lost);
      if (lost.stream().mapToLong(Checkpointed::size).distinct().count() < lost.size()) {
        throw new IllegalArgumentException(
            "two of the checkpoints are of one size and not the same: the log told two stories, and"
                + " is not simply behind");
      }
      long size = at.size();
      if (lost.isEmpty()
          || lost.size() > MOST_LOST
          || lost.stream().anyMatch(it -> it.size() <= size)) {
        throw new IllegalArgumentException(
            "a recovery names 1 to "
                + MOST_LOST
                + " checkpoints of more entries than the copy has");
      }
    }

    @Override
    public Optional<AgreementId> party() {
      return Optional.empty();
    }
  }

  /**
   * Consents to the recovery of a peer's log, which then has that many entries again.
   *
   * @param agreement with the peer
   * @param log the log's origin
   * @param recovery the hash of the peer's document
   */
  record StepBack(AgreementId agreement, String log, Sha256 recovery, long size)
      implements OfAgreement {}

  /** The agreement it concerns; empty where it concerns all. */
  Optional<AgreementId> party();
}
