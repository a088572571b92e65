package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of examples/crm, served over APIs of the shapes that the two CRMs have. */
class CrmExamplesTest {
  private static final Path EXAMPLES = Path.of("../../examples/crm/datasets");

  private final WireMockServer crm =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void serve() {
    crm.start();
  }

  @AfterEach
  void stop() {
    crm.stop();
  }

  @Test
  void salesforce(@TempDir Path directory) throws IOException {
    crm.stubFor(
        post(urlPathEqualTo("/services/oauth2/token"))
            .withBasicAuth("app", "hush")
            .willReturn(
                okJson(
                    "{\"access_token\": \"00D!AQ\", \"token_type\": \"Bearer\", \"scope\": \"api\","
                        + " \"instance_url\": \"https://example.my.salesforce.com\"}")));
    String query = "/services/data/v64.0/query";
    crm.stubFor(
        get(urlPathEqualTo(query))
            .withHeader("Authorization", equalTo("Bearer 00D!AQ"))
            .withQueryParam(
                "q",
                equalTo(
                    "SELECT Id,Name,Industry,NumberOfEmployees,AnnualRevenue,BillingCountry,Owner.Name"
                        + " FROM Account"))
            .willReturn(
                okJson(
                    """
                    {"totalSize": 3, "done": false, "nextRecordsUrl": "/services/data/v64.0/query/01g-2",
                     "records": [
                       {"attributes": {"type": "Account", "url": "/x"}, "Id": "001B", "Name": "Burlington",
                        "Industry": "Apparel", "NumberOfEmployees": 9000, "AnnualRevenue": 350000000.0,
                        "BillingCountry": "USA", "Owner": {"attributes": {"type": "User"}, "Name": "Ana"}},
                       {"attributes": {"type": "Account", "url": "/y"}, "Id": "001A", "Name": "Pyramid",
                        "Industry": null, "NumberOfEmployees": null, "AnnualRevenue": null,
                        "BillingCountry": null, "Owner": null}]}
                    """)));
    crm.stubFor(
        get(urlPathEqualTo(query + "/01g-2"))
            .withHeader("Authorization", equalTo("Bearer 00D!AQ"))
            .willReturn(
                okJson(
                    """
                    {"totalSize": 3, "done": true, "records": [
                       {"attributes": {"type": "Account", "url": "/z"}, "Id": "001C", "Name": "Dickenson",
                        "Industry": "Consulting", "NumberOfEmployees": 120, "AnnualRevenue": 5.0E7,
                        "BillingCountry": "USA", "Owner": {"Name": "Bo"}}]}
                    """)));
    var alliance = offering(directory, "salesforce-accounts");
    alliance.environment.put("SALESFORCE", "http://127.0.0.1:" + crm.port());
    alliance.environment.put("SALESFORCE_CLIENT_ID", "app");
    alliance.environment.put("SALESFORCE_CLIENT_SECRET", "hush");
    JsonNode answer = ask(alliance, "salesforce-accounts", "{\"sort\":[\"company\"]}");
    assertThat(answer.get("records").toString())
        .isEqualTo(
            "[{\"account\":\"001B\",\"company\":\"Burlington\",\"industry\":\"Apparel\","
                + "\"country\":\"USA\",\"employees\":\">=1000\"},"
                + "{\"account\":\"001C\",\"company\":\"Dickenson\",\"industry\":\"Consulting\","
                + "\"country\":\"USA\",\"employees\":\"100-999\"},"
                + "{\"account\":\"001A\",\"company\":\"Pyramid\",\"industry\":null,"
                + "\"country\":null,\"employees\":null}]");
  }

  @Test
  void hubSpot(@TempDir Path directory) throws IOException {
    String companies = "/crm/v3/objects/companies";
    crm.stubFor(
        get(urlPathEqualTo(companies))
            .withHeader("Authorization", equalTo("Bearer pat-na1"))
            .withQueryParam("limit", equalTo("100"))
            .withQueryParam("archived", equalTo("false"))
            .withQueryParam("after", absent())
            .willReturn(
                okJson(
                    """
                    {"results": [
                       {"id": "512", "properties": {"name": "Bright", "domain": "bright.example",
                        "industry": "RETAIL", "country": "Norway", "numberofemployees": "51",
                        "annualrevenue": "1000000", "hs_object_id": "512"},
                        "createdAt": "2024-10-30T03:30:17.883Z", "archived": false}],
                     "paging": {"next": {"after": "NTI1Cg%3D%3D", "link": "?after=NTI1Cg%3D%3D"}}}
                    """)));
    crm.stubFor(
        get(urlPathEqualTo(companies))
            .withHeader("Authorization", equalTo("Bearer pat-na1"))
            .withQueryParam("after", equalTo("NTI1Cg%3D%3D"))
            .willReturn(
                okJson(
                    """
                    {"results": [
                       {"id": "513", "properties": {"name": "Calm", "domain": null, "industry": null,
                        "country": null, "numberofemployees": "", "annualrevenue": null},
                        "createdAt": "2024-10-31T03:30:17.883Z", "archived": false}]}
                    """)));
    var alliance = offering(directory, "hubspot-companies");
    alliance.environment.put("HUBSPOT", "http://127.0.0.1:" + crm.port());
    alliance.environment.put("HUBSPOT_TOKEN", "pat-na1");
    JsonNode answer =
        ask(alliance, "hubspot-companies", "{\"filter\":\"created=ge=2024-10-01T00:00:00Z\"}");
    assertThat(answer.get("records").toString())
        .isEqualTo(
            "[{\"company-id\":\"512\",\"company\":\"Bright\",\"domain\":\"bright.example\","
                + "\"industry\":\"RETAIL\",\"country\":\"Norway\",\"employees\":\"<100\","
                + "\"created\":\"2024-10-30T03:30:17.883Z\"},"
                + "{\"company-id\":\"513\",\"company\":\"Calm\",\"domain\":null,\"industry\":null,"
                + "\"country\":null,\"employees\":null,\"created\":\"2024-10-31T03:30:17.883Z\"}]");
  }

  private static TinyAlliance offering(Path directory, String dataset) throws IOException {
    return new TinyAlliance(directory)
        .write(
            "datasets/" + dataset + ".yaml", Files.readString(EXAMPLES.resolve(dataset + ".yaml")))
        .change("agreements/orchard.yaml", "datasets: [accounts]", "datasets: [" + dataset + "]");
  }

  private static JsonNode ask(TinyAlliance alliance, String dataset, String query) {
    try (var gateway = RunningGateway.start(alliance)) {
      return gateway
          .orchard()
          .post("/v1/agreements/orchard/datasets/" + dataset + "/query", query)
          .json();
    }
  }
}
