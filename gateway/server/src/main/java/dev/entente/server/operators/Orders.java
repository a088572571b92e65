package dev.entente.server.operators;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.disclosure.Policy;
import dev.entente.governance.Forecasts;
import dev.entente.governance.Governance;
import dev.entente.governance.KeptPolicies;
import dev.entente.governance.TermsOffer;
import dev.entente.governance.TermsSignature;
import dev.entente.ledger.Ledger;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.signature.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is needed to carry out an order over an alliance directory. */
public final class Orders {
  private Orders() {}

  /**
   * The governance of a directory.
   *
   * @param directory as it was at the start: it says what is offered and who may order
   * @param kept the policies that could come back
   * @param keys the gateway's own; its gateway key signs terms
   */
  public static Governance over(
      AllianceDirectory directory,
      Ledger ledger,
      Policy policy,
      KeptPolicies kept,
      GatewayKeys keys,
      InstantSource clock) {
    Map<String, Role> people = directory.settings().people();
    return new Governance(
        directory.settings().gateway(),
        ledger,
        () -> people(directory.root(), people),
        forecasts(directory, policy),
        new Files(directory.root(), keys.gateway()),
        keys.own(),
        kept,
        clock);
  }

  /** What a raise would open, of what the directory offers. */
  public static Forecasts forecasts(AllianceDirectory directory, Policy policy) {
    return new Forecasts(policy, (terms, id) -> offered(directory, terms, id));
  }

  /**
   * Those in the file now: who was taken out may order nothing more, and who is new may be added.
   */
  private static Map<String, Role> people(Path root, Map<String, Role> atStart) {
    try {
      return AllianceDirectory.read(root).settings().people();
    } catch (DirectoryProblems e) {
      return atStart;
    }
  }

  private static Optional<Dataset> offered(AllianceDirectory directory, Terms terms, DatasetId id) {
    @Nullable DatasetFile here = directory.datasets().get(id);
    @Nullable Dataset agreed = terms.datasets().get(id);
    return here == null || agreed == null
        ? Optional.empty()
        : agreed.narrowed(here.manifest().dataset(), terms.ladder()::later);
  }

  /** The agreements' files, read anew each time. */
  private record Files(Path root, SigningKey gateway) implements TermsOffer {
    @Override
    public Outcome<Terms> terms(AgreementId agreement) {
      try {
        @Nullable AgreementFile file = AllianceDirectory.read(root).agreements().get(agreement);
        return file == null
            ? Outcome.refused(
                ProblemCode.ORDER_REFUSED, "there is no file for the agreement " + agreement)
            : Outcome.passed(file.terms());
      } catch (DirectoryProblems e) {
        return Outcome.refused(
            ProblemCode.ORDER_REFUSED,
            "the directory has mistakes; `entente check` lists them: " + e.getMessage());
      }
    }

    @Override
    public String sign(Terms terms) {
      return TermsSignature.of(terms, gateway);
    }
  }
}
