package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Difference;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Transfer;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.signature.KeyId;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransfersTest {
  private static final AgreementId AGREEMENT = new AgreementId("halden");
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATE = NOW.minus(Duration.ofHours(1));
  private static final Sha256 HASH = Sha256.hash(new byte[] {1});
  private static final Sha256 LEAF = Sha256.hash(new byte[] {2});
  private static final KeyId ASKER = new KeyId(Sha256.hash(new byte[] {3}));
  private static final KeyId PERSON = new KeyId(Sha256.hash(new byte[] {4}));

  private final Transfers transfers = new Transfers("orchard", "halden", Set.of(ASKER));

  private static Mirrored disclosed(long index, KeyId key, long value, Instant when) {
    var event =
        new Disclosed(
            AGREEMENT,
            new DatasetId("campaigns"),
            new Stage("early"),
            1,
            new PolicyRevision("sha256:" + HASH),
            DecisionId.fresh(),
            Optional.empty(),
            key,
            HASH,
            List.of(),
            1,
            HASH,
            Amount.of(value),
            Amount.of(value),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    return new Mirrored(index, LEAF, new Entry(when, Salt.fresh(), event));
  }

  private static Mirrored received(long index, Transfer transfer) {
    var event =
        new Received(
            AGREEMENT,
            new ExchangeId("campaigns"),
            ASKER,
            HASH,
            List.of(),
            new LinkedHashMap<>(),
            0,
            HASH,
            new Credits(new Credit(Amount.ZERO, Amount.ZERO), new LinkedHashMap<>()),
            Amount.ZERO,
            Optional.empty(),
            Optional.of(transfer));
    return new Mirrored(index, HASH, new Entry(NOW, Salt.fresh(), event));
  }

  private static Transfer transfer(long index, Sha256 leaf, long value) {
    return new Transfer("orchard", index, leaf, Amount.of(value));
  }

  private List<String> found() {
    return transfers.differences(LATE, 100, false).stream().map(Difference::name).toList();
  }

  @Test
  void whatBothTellAlikeIsNoDifferenceWhicheverComesFirst() {
    transfers.give(disclosed(7, ASKER, 12, LATE.minusSeconds(1)));
    transfers.take(received(3, transfer(7, LEAF, 12)));
    transfers.take(received(4, transfer(8, LEAF, 5)));
    transfers.give(disclosed(8, ASKER, 5, LATE.minusSeconds(1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void anotherValueAndAnotherEntryAreDifferencesWithBothSides() {
    transfers.give(disclosed(7, ASKER, 12, NOW));
    transfers.take(received(3, transfer(7, LEAF, 11)));
    transfers.give(disclosed(8, ASKER, 12, NOW));
    transfers.take(received(4, transfer(8, HASH, 12)));

    assertThat(found()).containsExactly("transfer-differs-in-7", "transfer-differs-in-8");
    Difference value = transfers.differences(LATE, 100, false).getFirst();
    assertThat(value.theirs().says()).contains("worth 12");
    assertThat(value.theirs().index()).contains(7L);
    assertThat(value.ours().says()).contains("worth 11");
    assertThat(value.ours().index()).contains(3L);
  }

  @Test
  void whatOnlyTheGiverHasIsADifferenceAfterTheGraceOnly() {
    transfers.give(disclosed(7, ASKER, 12, LATE.plusSeconds(1)));
    assertThat(found()).isEmpty();
    transfers.give(disclosed(8, ASKER, 12, LATE.minusSeconds(1)));

    assertThat(found()).containsExactly("transfer-missing-in-8");
  }

  @Test
  void whatOnlyTheTakerHasIsADifferenceAsSoonAsTheGiversLogIsKnownSoFar() {
    transfers.take(received(3, transfer(100, LEAF, 12)));
    assertThat(found()).isEmpty();
    transfers.take(received(4, transfer(99, LEAF, 12)));

    assertThat(found()).containsExactly("transfer-unheard-of-in-99");
  }

  @Test
  void whatPeopleAskedForIsNoTransferBetweenGateways() {
    transfers.give(disclosed(7, PERSON, 12, LATE.minusSeconds(1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void ofOurOwnReleasesOursIsTheGiversSide() {
    transfers.give(disclosed(7, ASKER, 12, LATE.minusSeconds(1)));

    Difference difference = transfers.differences(LATE, 100, true).getFirst();
    assertThat(difference.name()).isEqualTo("transfer-missing-out-7");
    assertThat(difference.ours().log()).isEqualTo("orchard");
    assertThat(difference.theirs().says()).isEqualTo("nothing was received");
  }
}
