package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.ledger.Difference;
import dev.entente.ledger.Ledger.Stored;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the entries of a real gateway, as they are and as a dishonest one would write them. */
class AccountsTest {
  @TempDir Path folder;

  private static List<Difference> found(JsonNode entries, String kind, int more) {
    return found(new Accounts(new AgreementId("halden"), "orchard"), entries, kind, more);
  }

  /** What is found where the exposure in entries of a kind is so much more. */
  static List<Difference> found(Accounts accounts, JsonNode entries, String kind, int more) {
    for (JsonNode listed : entries) {
      byte[] bytes = Base64.getDecoder().decode(listed.get("entry").textValue());
      JsonNode entry = Json.read(bytes);
      if (entry.get("kind").textValue().equals(kind)) {
        int exposure = entry.get("exposure").intValue();
        ((ObjectNode) entry).put("exposure", exposure + more);
        bytes = Json.write(entry);
      }
      accounts.follow(Mirrored.of(new Stored(listed.get("index").longValue(), bytes)));
    }
    return accounts.found();
  }

  @Test
  void theBalanceIsComputedFromTheEntriesAndEachThatSaysOtherwiseIsFound() {
    JsonNode entries;
    try (var two = new TwoGateways(folder, InstantSource.system()).started()) {
      two.halden.round();
      two.orchard.round();
      entries = two.halden.entriesAt(two.orchard);
    }

    assertThat(found(entries, "none", 0)).isEmpty();
    assertThat(found(entries, "disclosed", -3))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).startsWith("balance-");
              assertThat(it.ours().says()).isEqualTo("exposure 12");
              assertThat(it.theirs().says()).isEqualTo("exposure 9");
            });
    assertThat(found(entries, "received", 1)).hasSize(1);
  }
}
