package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.json.Json;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.running.TinyAlliance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same where the rows lie behind an API: what it is asked, and when, tells nothing either. */
class HiddenValuesOverHttpTest extends HiddenValuesTest {
  private static final int PAGE = 25;
  private static final String CSV = "{connector: files, path: data/accounts.csv}";

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void serve() {
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop();
  }

  @Override
  TinyAlliance holding(TinyAlliance alliance, String rows) {
    api.resetAll();
    List<Map<String, Object>> records = records(rows);
    for (int from = 0; from < records.size(); from += PAGE) {
      int to = Math.min(from + PAGE, records.size());
      var page = new HashMap<String, Object>(Map.of("results", records.subList(from, to)));
      page.put("next", to < records.size() ? to : null);
      api.stubFor(
          get(urlPathEqualTo("/accounts"))
              .withQueryParam("after", from == 0 ? absent() : equalTo("" + from))
              .willReturn(okJson(new String(Json.write(page), StandardCharsets.UTF_8))));
    }
    if (alliance.read().datasets().values().stream().noneMatch(HiddenValuesOverHttpTest::isHttp)) {
      alliance.change(
          "datasets/accounts.yaml",
          CSV,
          "{connector: http, url: \"http://127.0.0.1:"
              + api.port()
              + "/accounts\", records: /results, parameters: {sector: sector},"
              + " page: {style: cursor, parameter: after, next: /next}}");
    }
    return alliance;
  }

  private static boolean isHttp(DatasetFile file) {
    return file.manifest().location().at("connector").text().equals("http");
  }

  private static List<Map<String, Object>> records(String csv) {
    String[] lines = csv.split("\n", -1);
    String[] names = lines[0].split(",", -1);
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      String[] cells = lines[i].split(",", -1);
      var record = new LinkedHashMap<String, Object>();
      for (int j = 0; j < names.length; j++) {
        record.put(names[j], cells[j].isEmpty() ? null : cells[j]);
      }
      records.add(record);
    }
    return records;
  }
}
