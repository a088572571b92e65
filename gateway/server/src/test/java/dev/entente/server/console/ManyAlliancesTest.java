package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand alliances in one gateway, beside a hundred in another: pages are as long, those of
 * one alliance take as long, and those that look through all take less than in proportion.
 */
@Tag("long")
class ManyAlliancesTest {
  private static final int MANY = 10_000;
  private static final int FEW = 100;
  private static final int ONE_CONTACT = 20;

  /**
   * Than the list of a hundred, which shows fifty of them; what wants attention shows a hundred.
   */
  private static final int LONGEST = 2;

  /** Twice is chance and larger numbers; a hundred times would be all of them. */
  private static final double SAME = 3;

  @TempDir private Path directory;

  private TinyAlliance alliance(String name, int alliances) {
    var made = new TinyAlliance(directory.resolve(name));
    String jwk =
        new String(Json.write(SigningKey.generate().publicKey().toJwk()), StandardCharsets.UTF_8);
    for (int i = 2; i < alliances; i++) { // two are there
      made.write(
          "agreements/" + id(i) + ".yaml",
          """
          agreement: %s
          partner: Partner %s
          type: strategic-alliance
          datasets: [accounts]
          exchanges: [campaigns]
          purposes: [joint-planning]
          keys: [%s]
          contacts: {ours: [ana, bo], theirs: [%s]}
          """
              .formatted(id(i), id(i), jwk, i % ONE_CONTACT == 0 ? "Kim" : "Kim, Lee"));
    }
    return made;
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "p%05d", number);
  }

  @Test
  void pagesAreAsLongAndTakeAsLongAsWithAHundred() {
    try (var many = RunningGateway.start(alliance("many", MANY));
        var few = RunningGateway.start(alliance("few", FEW))) {
      Visitor chi = Visitor.of(many, "chi");
      Visitor there = Visitor.of(few, "chi");
      for (Visitor visitor : List.of(chi, there)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> isRead(visitor, visitor == chi ? MANY : FEW));
      }

      eachIsFoundOnce(chi);
      int longest = LONGEST * there.get("/").body().length;
      for (String page :
          List.of("/", "/?page=200", "/?q=partner", "/?stage=early", "/?attention", "/attention")) {
        assertThat(chi.get(page).body().length).as(page).isLessThan(longest);
        assertThat(nanos(chi, page))
            .as("%s with a hundred times as many", page)
            .isLessThan(MANY / FEW * nanos(there, page));
      }
      for (String page :
          List.of(
              "/alliances/p00042",
              "/alliances/p00042/entries",
              "/alliances/p00042/agreement",
              "/ledger",
              "/v1/ledger/entries/20")) {
        assertThat(nanos(chi, page)).as(page).isLessThan(SAME * nanos(there, page));
      }
    }
  }

  private static boolean isRead(Visitor visitor, int alliances) {
    return visitor
            .get("/v1/alliances/" + id(alliances - 1) + "/agreement")
            .json()
            .get("versions")
            .size()
        == 1;
  }

  private static void eachIsFoundOnce(Visitor chi) {
    JsonNode first = chi.get("/v1/alliances").json();
    assertThat(first.get("found").intValue()).isEqualTo(MANY);
    assertThat(first.get("pages").intValue()).isEqualTo(MANY / 50);
    var seen = new HashSet<String>();
    for (int page = 1; page <= MANY / 50; page++) {
      JsonNode rows = chi.get("/v1/alliances?page=" + page).json().get("alliances");
      assertThat(rows.size()).isEqualTo(50);
      rows.forEach(it -> seen.add(it.get("agreement").textValue()));
    }
    assertThat(seen).hasSize(MANY);
    assertThat(chi.get("/v1/alliances?q=P00042").json().get("found").intValue()).isEqualTo(1);
    assertThat(chi.get("/v1/alliances?stage=mid").json().get("found").intValue()).isZero();
    int wanting = MANY / ONE_CONTACT - 1;
    assertThat(chi.get("/v1/alliances?attention").json().get("found").intValue())
        .isEqualTo(wanting);
    JsonNode attention = chi.get("/v1/attention").json();
    assertThat(attention.get("attention").size()).isEqualTo(100);
    assertThat(attention.at("/causes/one-contact").intValue()).isEqualTo(wanting);
  }

  /** The fastest of some, so that what else the machine does tells little. */
  private static double nanos(Visitor visitor, String page) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 30; i++) {
      long begun = System.nanoTime();
      Reply reply = visitor.get(page);
      fastest = Math.min(fastest, System.nanoTime() - begun);
      assertThat(reply.status()).as(page).isEqualTo(200);
    }
    return fastest;
  }
}
