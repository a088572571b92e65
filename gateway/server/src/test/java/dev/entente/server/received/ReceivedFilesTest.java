package dev.entente.server.received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Inbox.Parcel;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.signature.KeyId;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedFilesTest {
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final ExchangeId CAMPAIGNS = new ExchangeId("campaigns");

  @TempDir private Path folder;

  private static Sha256 request(int n) {
    return Sha256.hash(new byte[] {(byte) n});
  }

  private Parcel parcel(int n) {
    Parcel parcel = ReceivedFiles.in(folder, folder).open(ORCHARD, CAMPAIGNS, request(n));
    parcel.add(("{\"record\":" + n + "}").getBytes(StandardCharsets.UTF_8));
    return parcel;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static String file(int n, String ending) {
    return "orchard/campaigns/" + request(n) + ending;
  }

  @Test
  void aParcelIsHeldAndThenKept() throws IOException {
    Parcel parcel = parcel(1);
    parcel.hold();
    assertThat(files()).containsExactly(file(1, ".ndjson.held"));
    parcel.keep();
    assertThat(files()).containsExactly(file(1, ".ndjson"));
    assertThat(folder.resolve(file(1, ".ndjson"))).content().isEqualTo("{\"record\":1}\n");
  }

  @Test
  void aParcelIsDroppedBeforeOrAfterItIsHeld() throws IOException {
    parcel(1).drop();
    Parcel parcel = parcel(2);
    parcel.hold();
    parcel.drop();
    assertThat(files()).isEmpty();
  }

  @Test
  void ofNothingThereIsNoFile() throws IOException {
    Parcel parcel = ReceivedFiles.in(folder, folder).open(ORCHARD, CAMPAIGNS, request(1));
    parcel.hold();
    parcel.keep();
    parcel.drop();
    assertThat(files()).isEmpty();
  }

  @Test
  void whereThereIsNoRoomNothingIsHeld() throws IOException {
    Files.writeString(folder.resolve("orchard"), "a file where a folder belongs");
    assertThatThrownBy(() -> parcel(1)).isInstanceOf(Unavailable.class);
  }

  @Test
  void whatWasHeldWhenTheProcessEndedIsKeptIfTheLedgerHasItAndElseDropped() throws IOException {
    for (int n = 1; n <= 3; n++) {
      parcel(n).hold();
    }
    parcel(4).hold();
    List<Stored> log = List.of(entry(0, request(9)), entry(4, request(2)), entry(7, request(3)));
    Files.writeString(folder.resolve("orchard/campaigns/notes.ndjson.held"), "somebody's own");

    ReceivedFiles.in(folder, folder)
        .settle(
            (agreement, from, _) ->
                log.stream()
                    .filter(it -> agreement.equals(ORCHARD) && it.index() >= from)
                    .limit(1)
                    .toList());
    assertThat(files())
        .containsExactlyInAnyOrder(
            file(2, ".ndjson"), file(3, ".ndjson"), "orchard/campaigns/notes.ndjson.held");
  }

  private static Stored entry(long index, Sha256 request) {
    var entry = new Entry(Instant.EPOCH, Salt.fresh(), received(request));
    return new Stored(index, EntryJson.write(entry));
  }

  private static Received received(Sha256 request) {
    return new Received(
        ORCHARD,
        CAMPAIGNS,
        KeyId.parse(Sha256.hash().toString()),
        request,
        List.of(),
        new LinkedHashMap<>(),
        0,
        Sha256.hash(),
        new Credits(Credit.NONE, new LinkedHashMap<>()),
        Amount.ZERO,
        Optional.empty(),
        Optional.empty());
  }
}
