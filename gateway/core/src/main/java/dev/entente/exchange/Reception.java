package dev.entente.exchange;

import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.contribution.Basis;
import dev.entente.contribution.Contributed;
import dev.entente.contribution.Inbox;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Json;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Ledger;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Earning;
import dev.entente.signature.Salt;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads what was sent, against the terms as they are now. */
final class Reception {
  private final Ledger ledger;
  private final Inbox inbox;
  private final CellHash cells;
  private final byte[] pseudonyms;
  private final InstantSource clock;

  Reception(Parts parts) {
    this.ledger = parts.ledger();
    this.inbox = parts.inbox();
    this.cells = parts.cells();
    this.pseudonyms = parts.pseudonyms();
    this.clock = parts.clock();
  }

  /** What was sent, read under one epoch and held for its owner. Only the reception makes it. */
  static final class Taken {
    private final Sent sent;
    private final Contributed contributed;
    private final Contribution contribution;
    private final Inbox.Parcel parcel;

    private Taken(
        Sent sent, Contributed contributed, Contribution contribution, Inbox.Parcel parcel) {
      this.sent = sent;
      this.contributed = contributed;
      this.contribution = contribution;
      this.parcel = parcel;
    }

    Sent sent() {
      return sent;
    }

    Contributed contributed() {
      return contributed;
    }

    Contribution contribution() {
      return contribution;
    }

    /** It was recorded for this very request. */
    void keep() {
      parcel.keep();
    }

    /** It was not recorded, or had been before. */
    void drop() {
      parcel.drop();
    }
  }

  /** Whether the agreement has such an exchange, and the request what a contribution needs. */
  Outcome<Sent> open(Admitted admitted, ExchangeId exchange) {
    Standing standing = ledger.trust().standing(admitted.agreement()).orElseThrow();
    return manifest(standing, exchange).then(_ -> Sent.read(admitted, exchange));
  }

  private static Outcome<ExchangeManifest> manifest(Standing standing, ExchangeId exchange) {
    return Optional.ofNullable(standing.terms().exchanges().get(exchange))
        .map(Outcome::passed)
        .orElseGet(() -> Outcome.refused(Views.exchangeUnknown()));
  }

  /** Whether the agreement has such an exchange. */
  Outcome<Sent> open(Pulled pulled) {
    Standing standing = ledger.trust().standing(pulled.agreement()).orElseThrow();
    return manifest(standing, pulled.exchange()).map(_ -> Sent.of(pulled));
  }

  Outcome<Taken> take(Sent sent) {
    Standing standing = ledger.trust().standing(sent.agreement()).orElseThrow();
    return manifest(standing, sent.exchange()).then(manifest -> take(sent, standing, manifest));
  }

  private Outcome<Taken> take(Sent sent, Standing standing, ExchangeManifest manifest) {
    var epoch = new Epoch(standing.epoch(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    var basis =
        new Basis(
            manifest,
            standing.terms().datasets(),
            epoch.day(),
            Pseudonyms.of(pseudonyms, sent.agreement()),
            cells,
            Salt.fresh());
    Inbox.Parcel parcel = inbox.open(sent.agreement(), sent.exchange(), sent.message());
    boolean held = false;
    try {
      Outcome<Taken> taken =
          Contributed.read(sent.format(), sent.body(), basis, parcel)
              .map(read -> new Taken(sent, read, contribution(sent, epoch, basis, read), parcel));
      if (taken instanceof Outcome.Passed<Taken>) {
        parcel.hold();
        held = true;
      }
      return taken;
    } finally {
      if (!held) {
        parcel.drop();
      }
    }
  }

  private static Contribution contribution(Sent sent, Epoch epoch, Basis basis, Contributed read) {
    return new Contribution(
        sent.agreement(),
        sent.exchange(),
        epoch,
        sent.key(),
        sent.message(),
        sent.nonce(),
        basis.salt(),
        sent.idempotency(),
        basis.exchange().fields().stream()
            .map(field -> new Earning(field.name(), field.category(), field.value()))
            .toList(),
        read.records(),
        read.root(),
        sent.transfer(),
        standing -> Json.write(StandingView.figures(standing)));
  }
}
