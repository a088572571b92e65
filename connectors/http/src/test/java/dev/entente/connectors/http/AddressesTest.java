package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Malformed;
import dev.entente.source.Source;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a manifest's names may lead. */
class AddressesTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
      })
  void aNameMayNotLeadToThisMachineItsLinkOrAClouds(String address) {
    assertThat(Addresses.isOrdinary(InetAddress.ofLiteral(address))).isFalse();
    shop.answer(Shop.TWO);
    named("crm.example", address);
    assertThat(shop.findings).singleElement().asString().contains("`crm.example` leads to");
    assertThat(shop.asked()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "192.168.0.1", "93.184.216.34", "2606:4700::1", "fd00::1"})
  void aNameMayLeadAnywhereElse(String address) {
    assertThat(Addresses.isOrdinary(InetAddress.ofLiteral(address))).isTrue();
  }

  /** As what its decimal, hexadecimal or octal digits are to the platform. */
  @ParameterizedTest
  @ValueSource(strings = {"2852039166", "0xa9fea9fe"})
  void anAddressInDisguiseIsAsAnyName(String host) {
    shop.answer(Shop.TWO);
    named(host, "169.254.169.254");
    assertThat(shop.findings).singleElement().asString().contains("leads to 169.254.169.254");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0251.0376.0251.0376", "169.16689662", "a@127.0.0.1"})
  void whatIsNeitherANameNorAnAddressIsNoUrl(String host) {
    assertThatThrownBy(() -> named(host, "169.254.169.254")).isInstanceOf(Malformed.class);
  }

  @Test
  void whatTheManifestNamesItselfMayBeCalled() {
    shop.answer(Shop.TWO);
    shop.open(); // 127.0.0.1
    assertThat(shop.findings).isEmpty();
    named("localhost", "127.0.0.1");
    assertThat(shop.findings).isEmpty();
  }

  /** The platform would not find this name: the address that was looked at is the one called. */
  @Test
  void theAddressThatWasSeenIsTheOneCalledAndTheNameIsKept() {
    shop.answer(Shop.TWO);
    named("crm.localhost", "127.0.0.1");
    assertThat(shop.findings).isEmpty();
    shop.server.verify(
        getRequestedFor(urlEqualTo("/companies"))
            .withHeader("Host", equalTo("crm.localhost:" + shop.server.port())));
  }

  @Test
  void aNameThatLeadsElsewhereLaterIsLookedAtAgain() throws UnknownHostException {
    var lookups = new AtomicInteger();
    shop.location.put("fresh", 0);
    shop.location.put("url", "http://crm.localhost:" + shop.server.port() + "/companies");
    shop.names =
        _ ->
            new InetAddress[] {
              InetAddress.ofLiteral(
                  lookups.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")
            };
    shop.answer(Shop.TWO);
    Source source = shop.open();
    assertThat(shop.findings).isEmpty();
    assertThatThrownBy(() -> source.read(Shop.everything()))
        .hasMessageContaining("leads to 169.254.169.254");
    assertThat(shop.asked()).isEqualTo(1);
  }

  @Test
  void aNameThatIsNotLookedUpInTimeIsNotWaitedFor() {
    shop.names =
        _ -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[0];
        };
    shop.location.put("url", "http://slow.example/companies");
    shop.open();
    assertThat(shop.findings).singleElement().asString().contains("in time");
  }

  private void named(String host, String address) {
    shop.location.put("url", "http://" + host + ":" + shop.server.port() + "/companies");
    shop.names = _ -> new InetAddress[] {InetAddress.ofLiteral(address)};
    shop.open();
  }
}
