package dev.entente.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import dev.entente.json.Json;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes two people and is no raise: to resume, and another key of the partner's. */
class ProposalsTest {
  @TempDir Path directory;
  private Chromium chromium;
  private RunningGateway gateway;
  private Person ana;
  private Person bo;

  @BeforeEach
  void comeIn() {
    chromium = Chromium.open();
    gateway = RunningGateway.start(new TinyAlliance(directory));
    gateway.orchard();
    ana = new Person(chromium.browser, gateway, "ana").invited(gateway);
    bo = new Person(chromium.browser, gateway, "bo").invited(gateway);
  }

  @AfterEach
  void stop() {
    ana.close();
    bo.close();
    gateway.close();
    chromium.close();
  }

  private static void opens(Person person, String summary) {
    person.page.navigate("/alliances/orchard");
    person.page.locator("summary:has-text('" + summary + "')").first().click();
  }

  private void boLooks() {
    bo.page.navigate("/alliances/orchard");
    bo.page.getByText("Look at what is proposed").click();
    assertThat(bo.page.locator("h2").last()).hasText("Decide");
    assertThat(new AxeBuilder(bo.page).analyze().getViolations()).isEmpty();
  }

  @Test
  void whatIsSuspendedGoesOnWhenASecondPersonApproves() {
    opens(ana, "Suspend at once");
    ana.order("Suspend", "the audit asks for it");
    assertThat(ana.page.locator("hgroup")).containsText("suspended");
    ana.order("Propose to resume", "the audit is through");
    ana.page.waitForURL("**/proposals/resume");
    assertThat(ana.page.locator("h1")).hasText("Resume");
    assertThat(ana.page.locator(".decide")).containsText("somebody else has to approve it");

    boLooks();
    bo.order("Comment", "which audit?");
    assertThat(bo.page.locator(".lines")).containsText("which audit?");
    assertThat(bo.page.locator("main")).containsText("0 of 1 approvals");
    bo.order("Approve", "read it");
    bo.page.waitForURL("**/alliances/orchard");
    assertThat(bo.page.locator("hgroup")).containsText("active");
    assertThat(bo.page.getByText("Look at what is proposed")).hasCount(0);
  }

  @Test
  void anotherKeyOfTheirsIsAddedByTwoAndRevokedByOne() {
    var key = SigningKey.generate();
    String jwk = key.publicKey().publicJwk().toJSONString();
    String thumbprint = key.id().toString();
    opens(ana, "Propose another key");
    Locator form = ana.page.locator("form:has(button:has-text('Propose the key'))");
    form.locator("[data-json]").fill("MCowBQYDK2VwAyEA");
    form.locator("[name=because]").fill("their second machine");
    form.locator("button").click();
    assertThat(form.locator("output")).containsText("That is no JSON");
    form.locator("[data-json]").fill(jwk);
    form.locator("button").click();
    assertThat(ana.page.getByText("Look at what is proposed: another key")).isVisible();

    boLooks();
    assertThat(bo.page.locator("main pre").first()).hasText(thumbprint);
    var call = "/v1/alliances/orchard/proposals/" + thumbprint;
    assertThat(Visitor.of(gateway, "chi").get(call).json().at("/key/x").textValue())
        .isEqualTo(Json.read(jwk.getBytes(StandardCharsets.UTF_8)).get("x").textValue());
    bo.order("Approve", "they read it to me");
    bo.page.waitForURL("**/alliances/orchard");
    assertThat(bo.page.locator("#people + dl ~ ul code")).hasCount(2);

    Locator theirs = ana.page.locator("li:has(code:text-is('" + thumbprint + "'))");
    ana.page.navigate("/alliances/orchard");
    theirs.locator("summary").click();
    theirs.locator("textarea").fill("the machine is gone");
    theirs.locator("button").click();
    assertThat(theirs).hasCount(0);
    assertThat(ana.page.locator("#entries-told")).containsText("the machine is gone");
  }
}
