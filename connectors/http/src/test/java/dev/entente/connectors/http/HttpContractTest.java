package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.connectors.contract.SourceContract;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract over real HTTP, for each way in which an API gives its records. */
class HttpContractTest {
  private static final int SIZE = 70;
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private static int opened;

  @TempDir static Path directory;

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  /** Some fields lie deeper in the record. */
  private static final Map<String, String> DEEP =
      Map.of(
          "decimal", "properties.decimal",
          "number", "/properties/a~1b/0/value",
          "date", "properties.when.date");

  abstract static class Contract extends SourceContract {
    /** What the manifest says beside the address. */
    abstract Map<String, Object> location();

    /** Serves the pages, of which there is at least one. */
    abstract void serve(String path, List<List<Object>> pages);

    @Override
    protected Source open(
        Dataset dataset, Map<FieldName, String> columns, List<@Nullable Object[]> records) {
      String path = "/" + opened++ + "/records";
      var named = new HashMap<>(columns);
      DEEP.forEach((field, column) -> named.put(new FieldName(field), column));
      var location = new LinkedHashMap<String, Object>(location());
      location.put("connector", "http");
      location.put("url", SERVER.baseUrl() + path + "?active=true");
      var manifest = new Manifest(dataset, named, Doc.of(Json.tree(location)));
      List<Object> all = new ArrayList<>();
      records.forEach(record -> all.add(json(manifest, record)));
      List<List<Object>> pages = new ArrayList<>();
      for (int from = 0; from == 0 || from < all.size(); from += SIZE) {
        pages.add(all.subList(from, Math.min(from + SIZE, all.size())));
      }
      serve(path, pages);
      return new HttpConnector().open(manifest, directory, directory, new Silent());
    }

    private static Object json(Manifest manifest, @Nullable Object[] record) {
      var json = new LinkedHashMap<String, Object>();
      var properties = new LinkedHashMap<String, Object>();
      json.put("properties", properties);
      int place = 0;
      for (FieldName field : manifest.dataset().held().keySet()) {
        Object value = record[place++];
        Object written = value instanceof Number || value instanceof Boolean ? value : text(value);
        switch (field.value()) {
          case "decimal" -> properties.put("decimal", text(value));
          case "number" -> properties.put("a/b", List.of(one("value", written)));
          case "date" -> properties.put("when", one("date", written));
          default -> json.put(manifest.column(field), written);
        }
      }
      return json;
    }

    private static @Nullable Object text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }

    private static Map<String, Object> one(String name, @Nullable Object value) {
      var map = new HashMap<String, Object>();
      map.put(name, value);
      return map;
    }

    static MappingBuilder asking(String path) {
      return get(urlPathEqualTo(path)).withQueryParam("active", equalTo("true"));
    }

    static String write(Object json) {
      return new String(Json.write(json), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class AllAtOnce extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of();
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      SERVER.stubFor(
          asking(path).willReturn(okJson(write(pages.stream().flatMap(List::stream).toList()))));
    }
  }

  @Nested
  class ByPage extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of(
          "records",
          "/data",
          "page",
          Map.of("style", "page", "parameter", "page", "size", SIZE, "size-parameter", "per_page"));
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      for (int i = 0; i <= pages.size(); i++) {
        List<Object> page = i < pages.size() ? pages.get(i) : List.of();
        SERVER.stubFor(
            asking(path)
                .withQueryParam("page", equalTo("" + (i + 1)))
                .withQueryParam("per_page", equalTo("" + SIZE))
                .willReturn(okJson(write(Map.of("data", page, "total", 7)))));
      }
    }
  }

  @Nested
  class ByOffset extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of(
          "records",
          "/result/rows",
          "page",
          Map.of("style", "offset", "parameter", "skip", "more", "/result/more"));
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      for (int i = 0; i < pages.size(); i++) {
        boolean more = i + 1 < pages.size();
        SERVER.stubFor(
            asking(path)
                .withQueryParam("skip", equalTo("" + i * SIZE))
                .willReturn(
                    okJson(write(Map.of("result", Map.of("rows", pages.get(i), "more", more))))));
      }
    }
  }

  @Nested
  class ByCursor extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of(
          "records",
          "/results",
          "page",
          Map.of("style", "cursor", "parameter", "after", "next", "/paging/next/after"));
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      for (int i = 0; i < pages.size(); i++) {
        Object paging =
            i + 1 < pages.size() ? Map.of("next", Map.of("after", "ü&=" + (i + 1))) : Map.of();
        SERVER.stubFor(
            asking(path)
                .withQueryParam("after", i == 0 ? absent() : equalTo("ü&=" + i))
                .willReturn(okJson(write(Map.of("results", pages.get(i), "paging", paging)))));
      }
    }
  }

  @Nested
  class ByLinkInTheAnswer extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of(
          "records", "/records", "page", Map.of("style", "link", "next", "/nextRecordsUrl"));
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      for (int i = 0; i < pages.size(); i++) {
        var answer = new LinkedHashMap<String, Object>(Map.of("records", pages.get(i)));
        answer.put("nextRecordsUrl", i + 1 < pages.size() ? path + "-" + (i + 1) : null);
        SERVER.stubFor(
            (i == 0 ? asking(path) : get(urlPathEqualTo(path + "-" + i)))
                .willReturn(okJson(write(answer))));
      }
    }
  }

  @Nested
  class ByLinkHeader extends Contract {
    @Override
    Map<String, Object> location() {
      return Map.of("page", Map.of("style", "link"));
    }

    @Override
    void serve(String path, List<List<Object>> pages) {
      for (int i = 0; i < pages.size(); i++) {
        var answer = okJson(write(pages.get(i)));
        if (i + 1 < pages.size()) {
          answer.withHeader(
              "Link",
              "<%s>; rel=\"first\", <%s?active=true&n=%d>; rel=\"next last\""
                  .formatted(path, path, i + 1));
        }
        SERVER.stubFor(
            asking(path)
                .withQueryParam("n", i == 0 ? absent() : equalTo("" + i))
                .willReturn(answer));
      }
    }
  }

  /** Hears of nothing but the one record that the contract has left out. */
  private static final class Silent implements Opening {
    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void finding(String text) {
      if (!text.startsWith("1 row with a key of more than")) {
        throw new AssertionError("the examples are tidy, but: " + text);
      }
    }
  }
}
