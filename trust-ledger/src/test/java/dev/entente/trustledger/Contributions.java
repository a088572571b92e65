package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ACCOUNTS;
import static dev.entente.trustledger.Alliance.PARTNER;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.FieldName;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Contribution.Read;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.Shared;
import dev.entente.reciprocity.Shared.Echo;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the partner of an {@link Alliance} shares: campaigns, whose city may echo what we told. */
public final class Contributions {
  public static final ExchangeId CAMPAIGNS = new ExchangeId("campaigns");
  public static final List<Earning> FIELDS =
      List.of(
          earning("campaign", "performance", 1),
          earning("spend", "performance", 5),
          earning("city", "margins", 10),
          earning("as-of", "performance", 0));

  private static final int CITY = 2;

  private Contributions() {}

  private static Earning earning(String name, String category, int value) {
    return new Earning(new FieldName(name), new Category(category), value);
  }

  /** A record that can earn, by the hashes of its cells in the order of the fields. */
  public static Read fit(long key, long... hashes) {
    return new Read.Fit(
        new Shared(new RecordKey(key, ~key), Arrays.copyOf(hashes, FIELDS.size()), List.of()));
  }

  /**
   * A record whose city may be that of a record of the dataset.
   *
   * @param forms the hash of the city in each form in which it may have been released
   */
  static Read telling(long key, long told, Map<Form, Long> forms, long... hashes) {
    var echo = new Echo(CITY, ACCOUNTS, new RecordKey(told, told), new FieldName("city"), forms);
    return new Read.Fit(
        new Shared(new RecordKey(key, ~key), Arrays.copyOf(hashes, FIELDS.size()), List.of(echo)));
  }

  static Read unfit(Fate fate) {
    return new Read.Unfit(fate);
  }

  static Idempotency under(String key, String content) {
    return new Idempotency(hash(key), hash(content));
  }

  private static Sha256 hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A contribution in the epoch in force, whose view is the exposure after it. */
  static Contribution of(
      Alliance alliance, AgreementId agreement, Idempotency idempotency, Read... records) {
    return of(alliance, agreement, idempotency, Contributions::exposure, records);
  }

  static Contribution of(
      Alliance alliance,
      AgreementId agreement,
      Idempotency idempotency,
      Function<Standing, byte[]> view,
      Read... records) {
    Standing standing = alliance.ledger.trust().standing(agreement).orElseThrow();
    return new Contribution(
        agreement,
        CAMPAIGNS,
        new Epoch(standing.epoch(), alliance.clock.today()),
        PARTNER.id(),
        Sha256.hash(new byte[] {8}),
        Optional.of(alliance.nonce()),
        Salt.fresh(),
        idempotency,
        FIELDS,
        List.of(records),
        records.length == 0 ? Sha256.ofBytes(TreeHash.EMPTY.toBytes()) : hash("root"),
        Optional.empty(),
        view);
  }

  static byte[] exposure(Standing standing) {
    return standing.account().total().exposure().toString().getBytes(StandardCharsets.UTF_8);
  }
}
