package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.Headers.Header;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes into the console, and by what name it is called. */
class DoorTest {
  private static final Pattern TOKEN = Pattern.compile("data-csrf=\"([^\"]+)\"");

  @TempDir Path directory;
  private RunningGateway gateway;
  private String cookies = "";

  @BeforeEach
  void start() {
    gateway = RunningGateway.start(new TinyAlliance(directory));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String host() {
    return Person.site(gateway).substring("http://".length());
  }

  private Reply ask(String method, String target, String host, String more, String body) {
    try (var wire = new Wire(gateway.admin())) {
      Reply reply =
          wire.send(
                  "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n%sContent-Length: %d\r\n\r\n%s"
                      .formatted(method, target, host, cookies, more, body.length(), body))
              .reply();
      String set =
          reply.headers().lines().stream()
              .filter(line -> line.name().equalsIgnoreCase("set-cookie"))
              .map(Header::value)
              .map(value -> value.substring(0, value.indexOf(';')))
              .collect(Collectors.joining("; "));
      cookies = set.isEmpty() ? cookies : merged(set);
      return reply;
    }
  }

  private String merged(String set) {
    var all = new java.util.LinkedHashMap<String, String>();
    for (String cookie : (cookies + "; " + set).split("; ", -1)) {
      if (!cookie.isEmpty()) {
        all.put(cookie.substring(0, cookie.indexOf('=')), cookie);
      }
    }
    return String.join("; ", all.values());
  }

  private Reply get(String target) {
    return ask("GET", target, host(), "", "");
  }

  private Reply post(String target, String body) {
    return ask("POST", target, host(), "Content-Type: application/x-www-form-urlencoded\r\n", body);
  }

  private static String token(Reply page) {
    Matcher found = TOKEN.matcher(page.text());
    assertThat(found.find()).as(page.text()).isTrue();
    return found.group(1);
  }

  private String once(String name) {
    String line =
        gateway.said().stream().filter(it -> it.startsWith("sign in as " + name)).findFirst().get();
    return line.substring(line.indexOf("once=") + "once=".length());
  }

  private Reply comeIn(String once) {
    String token = token(get("/sign-in?once=" + once));
    return post("/sign-in/link", "once=" + once + "&X-XSRF-TOKEN=" + token);
  }

  @Test
  void whoIsNotSignedInSeesNothing() {
    assertThat(get("/").headers().combined("location")).isEqualTo("/sign-in");
    assertThat(get("/alliances/orchard").headers().combined("location")).isEqualTo("/sign-in");
    assertThat(get("/v1/alliances").status()).isEqualTo(401);
    assertThat(get("/live").status()).isEqualTo(302);
    assertThat(get("/sign-in").text()).doesNotContain("Orchard").doesNotContain("ana");
  }

  @Test
  void aLinkComesInOnceUnderAnotherSessionId() {
    String once = once("ana");
    get("/sign-in");
    String before = cookies;

    Reply come = comeIn(once);

    assertThat(come.headers().combined("location")).isEqualTo("/passkey");
    assertThat(session(cookies)).isNotEqualTo(session(before));
    assertThat(get("/").text()).contains("Orchard Devices");
    String inside = cookies;
    cookies = before;
    assertThat(get("/").status()).isEqualTo(302);
    assertThat(comeIn(once).status()).isEqualTo(410);
    cookies = inside;
    assertThat(get("/").status()).isEqualTo(200);
  }

  private static String session(String cookies) {
    Matcher found = Pattern.compile("entente-session=([^;]+)").matcher(cookies);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void toLookAtALinkDoesNotUseIt() {
    String once = once("ana");
    get("/sign-in?once=" + once);
    get("/sign-in?once=" + once);

    assertThat(comeIn(once).status()).isEqualTo(302);
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    String once = once("ana");
    get("/sign-in?once=" + once);

    assertThat(post("/sign-in/link", "once=" + once).status()).isEqualTo(403);
    assertThat(post("/sign-in/link", "once=" + once + "&X-XSRF-TOKEN=guessed").status())
        .isEqualTo(403);
    assertThat(comeIn(once).status()).isEqualTo(302);
  }

  @Test
  void underAnotherNameNothingIsShown() {
    Reply reply = ask("GET", "/sign-in", "rebound.example", "", "");

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers().combined("location")).startsWith("http://localhost:");
    assertThat(ask("POST", "/sign-in/text", "rebound.example", "", "{}").status()).isEqualTo(421);
  }

  @Test
  void everyPageForbidsScriptsThatAreNotItsOwnAndFrames() {
    for (String page : new String[] {"/sign-in", "/", "/alliances/nothing"}) {
      assertThat(get(page).headers().combined("content-security-policy"))
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .contains("frame-ancestors 'none'");
    }
    assertThat(get("/sign-in").text()).doesNotContainPattern("<script(?![^>]*src=)|\\son[a-z]+=");
  }

  @Test
  void whatProgramsAskIsAnsweredAsBefore() {
    try (var wire = new Wire(gateway.admin())) {
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
      assertThat(wire.get("/metrics").text()).contains("entente_");
    }
  }

  @Test
  void aSessionThatSignedOutIsOver() {
    comeIn(once("ana"));
    String inside = cookies;
    String token = token(get("/"));
    post("/sign-out", "X-XSRF-TOKEN=" + token);

    cookies = inside;
    assertThat(get("/").status()).isEqualTo(302);
  }

  @Test
  void aPasskeyOfNobodySignsNobodyIn() {
    String token = token(get("/sign-in"));
    String json = "Content-Type: application/json\r\nX-XSRF-TOKEN: " + token + "\r\n";
    Reply offer = ask("POST", "/sign-in/text", host(), json, "{\"operator\":\"ana\"}");
    assertThat(offer.status()).isEqualTo(200);
    String said =
        "{\"operator\":\"ana\",\"id\":\"%s\",\"authenticatorData\":\"AA\",\"clientDataJSON\":\"e30\",\"signature\":\"AA\"}"
            .formatted(offer.json().get("id").textValue());

    assertThat(ask("POST", "/sign-in/passkey", host(), json, said).status()).isEqualTo(403);
    assertThat(get("/").status()).isEqualTo(302);
  }
}
