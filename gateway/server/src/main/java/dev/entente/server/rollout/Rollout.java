package dev.entente.server.rollout;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.governance.KeptPolicies;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.PolicyHistory;
import dev.entente.policies.ActivePolicy;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleCounts;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.BundleSource;
import dev.entente.policies.KeptBundles;
import dev.entente.policies.PolicyEngine;
import dev.entente.problem.Outcome;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.PolicySettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings policies into force: a new bundle is verified, started and tested, and then its activation
 * is recorded, which is all that changes. Whatever is wrong with it leaves the policy in force as
 * it is, and raises an alarm. Thread-safe.
 */
public final class Rollout implements KeptPolicies, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

  private final PolicySettings settings;
  private final Ledger ledger;
  private final BundleSource source;
  private final KeptBundles kept;
  private final ActivePolicy policy;
  private final Watch watch;
  private final BundleCounts counts;
  private Optional<Bundle> found = Optional.empty();
  private Optional<Candidate> candidate = Optional.empty();
  private volatile Optional<String> missing = Optional.empty();
  private volatile Optional<String> refused = Optional.empty();

  private Rollout(AllianceDirectory directory, Ledger ledger, BundleCounts counts) {
    this.counts = counts;
    this.settings = directory.settings().policy();
    this.ledger = ledger;
    this.source = Policies.source(directory);
    this.kept = Policies.kept(directory);
    this.policy = new ActivePolicy(() -> ledger.trust().policy(), this::startKept);
    this.watch = new Watch(settings.poll(), this::look);
  }

  /**
   * Makes ready what a gateway starts with: the bundle that lies there, where it may follow, or the
   * one in force. Nothing is recorded.
   *
   * @throws BundleRefused if neither can be used
   * @throws Unavailable if neither can be asked
   */
  public static Rollout open(AllianceDirectory directory, Ledger ledger, BundleCounts counts) {
    var rollout = new Rollout(directory, ledger, counts);
    try {
      rollout.begin();
      return rollout;
    } catch (RuntimeException e) {
      rollout.close();
      throw e;
    }
  }

  private synchronized void begin() {
    try {
      judge();
    } catch (BundleRefused | Unavailable e) {
      if (ledger.trust().policy().isEmpty()) {
        throw e;
      }
      alarm(e);
    }
    if (candidate.isEmpty()) {
      try {
        policy.revision();
      } catch (Unavailable e) {
        throw Unavailable.policy(
            PolicyFailure.NOT_RUNNING,
            Stream.concat(alarms().stream(), Stream.of(String.valueOf(e.getMessage())))
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow(),
            e);
      }
    }
  }

  /**
   * Records the activation of the bundle that was found, if it is another than the one in force.
   *
   * @return it, if it is in force now and was not before
   */
  public synchronized Optional<Bundle> activate() {
    Optional<Candidate> next = candidate;
    next.ifPresent(this::record);
    candidate = Optional.empty();
    return next.map(Candidate::bundle);
  }

  /** Looks for other bundles from now on, and activates them. */
  public void watch() {
    watch.start();
  }

  /** What decides. */
  public ActivePolicy policy() {
    return policy;
  }

  /** Looks again soon. */
  public void wake() {
    watch.wake();
  }

  /** Why what lies there is not in force; empty if it is. */
  public List<String> alarms() {
    return Stream.of(missing, refused).flatMap(Optional::stream).toList();
  }

  private synchronized void look() {
    try {
      judge();
      activate()
          .ifPresent(
              it -> LOG.info("policy {}, revision `{}`, is in force", it.revision(), it.named()));
    } catch (BundleRefused | Unavailable e) {
      alarm(e);
    }
  }

  /** What is found stays found until it could be judged: the engine may not be there yet. */
  private void judge() {
    found = source.look().or(() -> found);
    missing = Optional.empty();
    if (found.isPresent()) {
      refused = Optional.empty();
      try {
        candidate = candidate(found.get());
        found = Optional.empty();
      } catch (BundleRefused e) {
        candidate = Optional.empty();
        found = Optional.empty();
        throw e;
      }
    }
  }

  /**
   * The bundle as one that may follow; empty if it is in force and runs here.
   *
   * @throws BundleRefused if it may not follow, or must not
   */
  private Optional<Candidate> candidate(Bundle bundle) {
    PolicyHistory history = ledger.trust().policies();
    boolean inForce = history.inForce().equals(Optional.of(bundle.revision()));
    if (inForce && policy.has(bundle.revision())) {
      return Optional.empty();
    }
    Policies.mayFollow(bundle, history);
    Candidate good = Candidate.of(bundle, settings);
    if (inForce) {
      kept.keep(bundle);
      policy.add(good.engine());
      return Optional.empty();
    }
    return Optional.of(good);
  }

  private void record(Candidate next) {
    Bundle bundle = next.bundle();
    kept.keep(bundle);
    policy.add(next.engine());
    switch (ledger.change((trust, _) -> activation(trust.policies(), next), Optional.empty())) {
      case Outcome.Passed<?> _ -> counts.activated();
      case Outcome.Refused<?>(var problem) -> throw new BundleRefused(problem.detail());
    }
  }

  private static Outcome<List<Event>> activation(PolicyHistory history, Candidate next) {
    Bundle bundle = next.bundle();
    return history
        .objection(bundle.revision(), bundle.named())
        .map(why -> Outcome.<List<Event>>refused(ProblemCode.ORDER_REFUSED, why))
        .orElseGet(
            () ->
                Outcome.passed(
                    history.inForce().equals(Optional.of(bundle.revision()))
                        ? List.of()
                        : List.of(next.activated())));
  }

  @Override
  public Optional<String> whyNot(PolicyRevision wanted) {
    try {
      if (!policy.has(wanted)) {
        policy.add(startKept(wanted));
      }
      return Optional.empty();
    } catch (BundleRefused | Unavailable e) {
      return Optional.of("policy " + wanted + " cannot come back: " + e.getMessage());
    }
  }

  /** One that was in force, or that another process brought into force. */
  private PolicyEngine startKept(PolicyRevision wanted) {
    Optional<Bundle> bundle = kept.find(wanted);
    if (bundle.isEmpty()) {
      watch.wake();
      throw new BundleRefused("its bundle is not kept here, in state/policies");
    }
    return Candidate.of(bundle.get(), settings).engine();
  }

  private void alarm(RuntimeException e) {
    String why = String.valueOf(e.getMessage());
    if (e instanceof BundleRefused) {
      String alarm = "the policy's new bundle is refused, the one before it stays: " + why;
      raise(refused, alarm, counts::refused);
      refused = Optional.of(alarm);
    } else {
      String alarm = "no newer policy can be had, the one in force stays: " + why;
      raise(missing, alarm, () -> {});
      missing = Optional.of(alarm);
    }
  }

  /** Told and counted once, however often it is looked at. */
  private static void raise(Optional<String> before, String alarm, Runnable count) {
    if (!before.equals(Optional.of(alarm))) {
      LOG.warn(alarm);
      count.run();
    }
  }

  @Override
  public void close() {
    watch.close();
    synchronized (this) {
      candidate.ifPresent(it -> it.engine().close());
      policy.close();
      source.close();
    }
  }
}
