package dev.entente.trustledger.audit;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Signatories;
import dev.entente.signature.KeyId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who our people are, and that what takes more than one of them had them. */
final class PeopleCheck {
  private static final long NOT_YET = -1;

  // Under the entry that proposed something, the keys that have signed for it.
  private final Map<Long, Set<KeyId>> hands = new HashMap<>();
  private long founded = NOT_YET;

  /** Those whom nobody vouches for come together, before any other. */
  void added(Exhibit at, OperatorAdded added) {
    Signatories known = at.before().signatories();
    at.holds(
        added.by().isPresent() || known.names().isEmpty() || at.index() == founded + 1,
        "the operator",
        "signed for by one who was known",
        added.operator());
    if (added.by().isEmpty()) {
      founded = at.index();
    }
    at.holds(
        !known.names().contains(added.operator()), "the operator", "a new one", added.operator());
    nobodyElses(at, new Credential.Own(added.key()));
  }

  private static void nobodyElses(Exhibit at, Credential credential) {
    at.holds(
        at.before().signatories().holder(credential).isEmpty(),
        "the operator's key",
        "nobody else's",
        credential);
  }

  void ordered(Exhibit at, OperatorDocument document) {
    switch (document.command()) {
      case Command.Propose _ -> proposed(at, document);
      case Command.Approve(_, _, long proposal) -> approved(at, proposal, document.key());
      case Command.Enroll(var credential) -> nobodyElses(at, credential);
      case Command.AddOperator _,
          Command.RollBack _,
          Command.OfOwnKey _,
          Command.Amend _,
          Command.Suspend _,
          Command.Close _,
          Command.Lower _,
          Command.SignIn _,
          Command.Comment _,
          Command.Withdraw _,
          Command.Refuse _,
          Command.Revoke _,
          Command.Reach _,
          Command.Stake _,
          Command.Look _,
          Command.Dispute _,
          Command.Resolve _,
          Command.OpenBooks _,
          Command.CloseBooks _,
          Command.Reverse _,
          Command.Recover _,
          Command.StepBack _ -> {}
    }
  }

  void proposed(Exhibit at, OperatorDocument document) {
    hands.put(at.index(), new HashSet<>(Set.of(document.key())));
  }

  private void approved(Exhibit at, long proposal, KeyId key) {
    at.holds(
        hands.computeIfAbsent(proposal, _ -> new HashSet<>()).add(key),
        "the operator's key",
        "one that has not signed for entry " + proposal + " yet",
        key);
  }

  void resumed(Exhibit at, AgreementResumed resumed, Standing before) {
    at.equal("the state of the agreement", Lifecycle.SUSPENDED, before.state());
    decided(at, resumed.proposal(), new Subject.Resumption(), 1, before);
  }

  void keyAdded(Exhibit at, KeyAdded added, Standing before) {
    decided(at, added.proposal(), new Subject.NewKey(added.key()), 1, before);
  }

  /** Enough others approved the proposal of that entry, which is of this, and waited. */
  void decided(Exhibit at, long proposal, Subject subject, int approvals, Standing before) {
    Optional<Proposal> waiting =
        before.proposals().bySubject().values().stream()
            .filter(it -> it.entry() == proposal)
            .findFirst();
    at.equal("what was proposed", Optional.of(subject), waiting.map(Proposal::subject));
    waiting.ifPresent(
        it ->
            at.holds(
                it.approvedBy().size() >= approvals,
                "the approvals",
                approvals + " or more",
                it.approvedBy()));
    hands.remove(proposal);
  }
}
