package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Stage;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Limits;
import dev.entente.source.Manifest;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small dataset behind an API that does as it is told: {@code id}, {@code name}, and others. */
final class Shop implements AutoCloseable {
  static final List<FieldName> FIELDS =
      List.of("id", "name", "employees", "founded", "share").stream().map(FieldName::new).toList();
  static final String TWO =
      """
      [{"id": "b", "name": "Beta", "employees": 20, "founded": "1990-01-31", "share": "0.5"},
       {"id": "a", "name": "Alpha", "employees": 10, "founded": null, "share": 0.25}]
      """;

  final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  final List<String> findings = new ArrayList<>();
  final Map<String, Object> location = new LinkedHashMap<>();
  Limits limits = new Limits(8, 16, Duration.ofSeconds(2), 1_000, 1 << 20);
  Names names = InetAddress::getAllByName;
  private final List<Source> opened = new ArrayList<>();

  Shop() {
    server.start();
    location.put("connector", "http");
    location.put("url", server.baseUrl() + "/companies");
  }

  /** Answers every GET of the path so, from now on. */
  void answer(ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlPathEqualTo("/companies")).willReturn(answer));
  }

  void answer(String json) {
    answer(okJson(json));
  }

  Source open(Path directory) {
    findings.clear();
    var manifest = new Manifest(dataset(), Map.of(), Doc.of(Json.tree(location)), limits);
    Source source = new HttpConnector(names).open(manifest, directory, directory, opening());
    opened.add(source);
    return source;
  }

  Source open() {
    return open(Path.of("."));
  }

  private Opening opening() {
    return new Opening() {
      @Override
      public void progress(long done, long total, String unit) {}

      @Override
      public void finding(String text) {
        findings.add(text);
      }
    };
  }

  private static Dataset dataset() {
    FieldType[] types = {
      FieldType.STRING, FieldType.STRING, FieldType.INTEGER, FieldType.DATE, FieldType.NUMBER
    };
    return new Dataset(
        new DatasetId("companies"),
        "Companies",
        List.of(FIELDS.getFirst()),
        IntStream.range(0, types.length).mapToObj(i -> field(FIELDS.get(i), types[i])).toList());
  }

  private static Field field(FieldName name, FieldType type) {
    return new Field(
        name,
        type,
        new Category("accounts"),
        1,
        new Stage("early"),
        new LinkedHashMap<>(),
        Optional.empty(),
        true);
  }

  static Selection everything() {
    return new Selection(FIELDS, Optional.empty(), List.of(), 1_000, Optional.empty());
  }

  static Selection where(String field, Operator operator, Object... values) {
    var condition = new Filter.Comparison(new FieldName(field), operator, List.of(values));
    return new Selection(FIELDS, Optional.of(condition), List.of(), 1_000, Optional.empty());
  }

  /** The values of one field. */
  static List<Object> column(Page page, int field) {
    List<Object> values = new ArrayList<>();
    page.rows().forEach(row -> values.add(row.value(field)));
    return values;
  }

  /** How often records were asked for. */
  int asked() {
    return server
        .findAll(
            com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(
                urlPathEqualTo("/companies")))
        .size();
  }

  @Override
  public void close() {
    opened.forEach(Source::close);
    server.stop();
  }
}
