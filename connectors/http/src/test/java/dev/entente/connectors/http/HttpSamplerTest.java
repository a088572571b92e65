package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import dev.entente.source.Sample;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpSamplerTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Sample sample() {
    return new HttpSampler(InetAddress::getAllByName)
        .sample(Doc.of(Json.tree(shop.location)), Path.of("."), Path.of("."));
  }

  @Test
  void eachWayToAValueIsAColumnByTheNameThatAManifestUses() {
    shop.answer(
        """
        [{"id": "b", "about": {"city": "Lyon", "x.y": 1.50}, "a/b": true, "tags": [1]},
         {"id": "a", "about": {"city": null, "more": {"deep": "x"}}, "/c": 1},
         7]
        """);
    Sample sample = sample();
    assertThat(sample.columns())
        .extracting(Sample.Column::name)
        .containsExactly(
            "id", "about.city", "/about/x.y", "a/b", "tags", "about.more.deep", "/~1c");
    assertThat(sample.column("/about/x.y").orElseThrow().cells()).containsExactly("1.50", null);
    assertThat(sample.column("tags").orElseThrow().obstacle()).contains("a list");
    assertThat(sample.column("tags.0")).as("within the list").isPresent();
    assertThat(sample.rows()).isEqualTo(2);
    for (Sample.Column column : sample.columns()) {
      assertThat(new HttpSampler().column(column.name())).isEqualTo(column.name());
    }
    assertThat(new HttpSampler().column("/about/city")).isEqualTo("about.city");
  }

  @Test
  void pagesAreAskedForUntilThereIsEnough() {
    shop.location.put("page", Map.of("style", "offset", "parameter", "from"));
    for (int from : new int[] {0, 700, 1_400}) {
      shop.server.stubFor(
          get(urlPathEqualTo("/companies"))
              .withQueryParam("from", equalTo("" + from))
              .willReturn(
                  okJson(
                      IntStream.range(from, from + 700)
                          .mapToObj(i -> "{\"id\": " + i + "}")
                          .collect(Collectors.joining(",", "[", "]")))));
    }
    Sample sample = sample();
    assertThat(sample.rows()).isEqualTo(1_400);
    assertThat(sample.whole()).isFalse();
    assertThat(shop.asked()).isEqualTo(2);
  }

  @Test
  void aRedirectIsNotFollowedEither() {
    shop.answer(temporaryRedirect("http://169.254.169.254/latest"));
    assertThatThrownBy(this::sample)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("redirects are not followed");
  }

  @Test
  void whatHasNoListSaysWhereOneIsMissing() {
    shop.answer("{\"results\": []}");
    assertThatThrownBy(this::sample)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("no list where `records` says");
    shop.location.put("records", "/results");
    assertThat(sample().rows()).isZero();
  }
}
