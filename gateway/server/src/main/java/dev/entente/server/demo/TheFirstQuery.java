package dev.entente.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.client.Ask;
import dev.entente.server.client.FieldFate;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.show.Bar;
import dev.entente.server.show.ShownQuery;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What comes back at the first stage, what does not, and what it costs. */
final class TheFirstQuery implements Scene {
  private static final int SHOWN = 6;
  private static final String BANDS = "<100|100-999|1000-9999|>=10000";

  @Override
  public String title() {
    return "The first queries";
  }

  @Override
  public void play(Play play) {
    play.say("Market segments are open from the first day:");
    QueryAnswer segments =
        play.ask(Play.SEGMENTS, Ask.everything().filter("region==DACH").limit(4));
    play.narrator().show(ShownQuery.records(segments, SHOWN, play.narrator().inner()));
    play.narrator().gap();
    play.say(
        "Halden's accounts are open in outline. Orchard asks for 40 makers of medical devices:");
    QueryAnswer accounts = play.ask(Play.ACCOUNTS, Play.MEDICAL);
    var inner = play.narrator().inner();
    play.narrator().show(ShownQuery.records(accounts, SHOWN, inner));
    play.narrator().gap();
    play.narrator().show(ShownQuery.fields(accounts, inner));
    play.narrator().show(ShownQuery.figures(accounts, inner));
    claims(play, accounts);
    QueryAnswer roadmap = play.ask(Play.ROADMAP, Ask.everything());
    play.claim(
        roadmap.records().isEmpty() && roadmap.figures().value().signum() == 0,
        "The roadmap opens late. Asked for now it gives no records, costs nothing, and says so: "
            + String.join(", ", roadmap.fields().firstEntry().getValue().unlock())
            + ".");
  }

  private static void claims(Play play, QueryAnswer accounts) {
    List<JsonNode> records = accounts.records();
    play.claim(
        records.size() == 40
            && records.stream()
                .map(record -> record.path("employees"))
                .allMatch(cell -> cell.isNull() || cell.asText().matches(BANDS)),
        "Headcounts came as bands and as nothing else.");
    play.claim(
        List.of("company", "margin").stream().allMatch(name -> withheld(accounts, name)),
        "Names and margins are in no record, and Orchard is told what would unlock each.");
    BigDecimal price = price(play, accounts);
    play.claim(
        price.compareTo(accounts.figures().value()) == 0,
        "Orchard adds up the price of every cell that is not empty: "
            + Bar.plain(price)
            + ", as charged.");
  }

  private static boolean withheld(QueryAnswer answer, String name) {
    FieldFate fate = answer.fields().get(name);
    return fate != null
        && fate.isWithheld()
        && !fate.unlock().isEmpty()
        && answer.records().stream().noneMatch(record -> record.has(name));
  }

  /** A cell that was never seen costs its field's value, times what its form leaves of it. */
  private static BigDecimal price(Play play, QueryAnswer answer) {
    var described = play.calls().dataset(Play.ACCOUNTS).orThrow().document().at("fields").members();
    Map<String, BigDecimal> parts =
        Map.of(
            "full", BigDecimal.ONE,
            "band", new BigDecimal("0.3"),
            "truncate", new BigDecimal("0.3"),
            "pseudonym", new BigDecimal("0.5"));
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode record : answer.records()) {
      for (Map.Entry<String, JsonNode> cell : record.properties()) {
        if (!cell.getValue().isNull()) {
          var field = described.get(cell.getKey());
          if (field == null) {
            throw new NotAsTold("a record has the field " + cell.getKey() + ", unannounced");
          }
          BigDecimal part = parts.getOrDefault(field.at("release").text(), BigDecimal.ZERO);
          sum = sum.add(field.at("value").number().multiply(part));
        }
      }
    }
    return sum;
  }
}
