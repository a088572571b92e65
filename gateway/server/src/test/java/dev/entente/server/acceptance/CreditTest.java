package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credit is never exceeded, and what it hides when it is gone. */
class CreditTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final int AT_ONCE = 64;

  @TempDir private Path directory;

  private static Reply ask(RunningGateway gateway, TinyAlliance alliance, String body) {
    return new Probe(gateway).send(HandMade.post(gateway, alliance.orchard, QUERY, body));
  }

  @Test
  void withoutCreditAFilterThatMatchesAndOneThatDoesNotAreRefusedAlike() {
    TinyAlliance alliance =
        RichAlliance.in(directory)
            .change("entente.yaml", "window: 500", "window: 5")
            .change("entente.yaml", "window: 1000", "window: 10");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply seen = ask(gateway, alliance, "{\"fields\":[\"ticker\",\"sector\"],\"limit\":2}");
      assertThat(seen.json().get("records")).hasSize(2);
      assertThat(seen.json().at("/reciprocity/remaining").decimalValue()).isEqualByComparingTo("1");

      for (String fields :
          new String[] {"\"ticker\"", "\"ticker\",\"sector\"", "\"ticker\",\"founded\""}) {
        String ask = "{\"fields\":[" + fields + "],\"filter\":\"%s\"}";
        Reply matches = ask(gateway, alliance, ask.formatted("sector==Energy"));
        Reply none = ask(gateway, alliance, ask.formatted("sector==Nowhere"));
        Reply never = ask(gateway, alliance, ask.formatted("sector==Energy;sector==Hardware"));

        Probe.isRefused(matches, 403, "reciprocity-exhausted");
        assertThat(matches.json().get("unlock")).isNotEmpty();
        assertThat(Probe.undecided(none)).isEqualTo(Probe.undecided(matches));
        assertThat(Probe.undecided(never)).isEqualTo(Probe.undecided(matches));
      }
      assertThat(
              ask(gateway, alliance, "{\"fields\":[\"ticker\",\"sector\"],\"limit\":2}").status())
          .as("what was seen stays free")
          .isEqualTo(200);
    }
  }

  @Test
  void sixtyFourAtOnceNeverPassTheWindowNorACategorys() throws Exception {
    TinyAlliance alliance =
        RichAlliance.with(directory, rows())
            .change(
                "agreements/orchard.yaml",
                "purposes:",
                "windows: {money: 95, targeting: 400}\npurposes:");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      List<Reply> replies = atOnce(gateway, alliance);

      assertThat(replies).extracting(Reply::status).containsOnly(200, 403);
      List<JsonNode> entries = Ledgers.disclosed(gateway, alliance.orchard);
      assertThat(entries)
          .hasSize((int) replies.stream().filter(reply -> reply.status() == 200).count());
      assertThat(sum(entries, "")).isBetween(new BigDecimal(480), new BigDecimal(500));
      assertThat(sum(entries, "money")).isBetween(BigDecimal.ONE, new BigDecimal(95));
      assertThat(sum(entries, "targeting")).isLessThanOrEqualTo(new BigDecimal(400));
      holdsAtEveryEntry(entries);
      exposureIs(gateway, alliance, sum(entries, ""));
      releasedIs(replies, sum(entries, ""));
    }
  }

  /** Every second query wants what is dear; together they want a multiple of what there is. */
  private static List<Reply> atOnce(RunningGateway gateway, TinyAlliance alliance)
      throws Exception {
    var start = new CyclicBarrier(AT_ONCE);
    List<Callable<Reply>> askers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String fields = i % 2 == 0 ? "\"ticker\",\"revenue\"" : "\"ticker\",\"sector\",\"founded\"";
      String body =
          "{\"fields\":[%s],\"filter\":\"ticker=ge=T%d\",\"limit\":8}"
              .formatted(fields, 100 + 8 * (i / 2));
      askers.add(
          () -> {
            HandMade request = HandMade.post(gateway, alliance.orchard, QUERY, body);
            try (var wire = gateway.wire()) {
              start.await();
              return new Probe(gateway).held(request.sent(), wire.send(request.bytes()).reply());
            }
          });
    }
    List<Reply> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(askers)) {
        replies.add(reply.get());
      }
    }
    return replies;
  }

  private static String rows() {
    var rows = new StringBuilder("ticker,sector,employees,founded,city,revenue,margin,notes\n");
    for (int i = 0; i < 8 * AT_ONCE / 2; i++) {
      rows.append("T%d,Energy,5,1990,Rome,%d.5,0.1,hush\n".formatted(100 + i, i));
    }
    return rows.toString();
  }

  private static BigDecimal sum(List<JsonNode> entries, String category) {
    return entries.stream()
        .map(entry -> Ledgers.worth(entry, category))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void holdsAtEveryEntry(List<JsonNode> entries) {
    BigDecimal exposure = BigDecimal.ZERO;
    for (JsonNode entry : entries) {
      BigDecimal worth = Ledgers.worth(entry, "");
      exposure = exposure.add(worth);
      assertThat(entry.get("value").decimalValue()).isEqualByComparingTo(worth);
      assertThat(entry.get("exposure").decimalValue()).isEqualByComparingTo(exposure);
    }
  }

  private static void exposureIs(RunningGateway gateway, TinyAlliance alliance, BigDecimal sum) {
    var standing =
        new Probe(gateway)
            .send(HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard/standing"))
            .json();
    assertThat(standing.get("exposure").decimalValue()).isEqualByComparingTo(sum);
  }

  private static void releasedIs(List<Reply> replies, BigDecimal sum) {
    BigDecimal told =
        replies.stream()
            .filter(reply -> reply.status() == 200)
            .map(reply -> reply.json().at("/reciprocity/value").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(told).isEqualByComparingTo(sum);
  }
}
