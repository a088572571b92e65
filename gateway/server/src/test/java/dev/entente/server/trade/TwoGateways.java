package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.server.Gateway;
import dev.entente.server.GatewayLedger;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.server.client.Agreement;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.http.Limits;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.signature.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/** Halden shares accounts with Orchard, Orchard campaigns with Halden; each by its own gateway. */
final class TwoGateways implements AutoCloseable {
  final Side halden;
  final Side orchard;

  /** One of them. */
  static final class Side implements AutoCloseable {
    final String name;
    final Path root;
    final int port = freePort();
    final GatewayKeys keys;
    final InstantSource clock;
    Gateway gateway;

    Side(String name, Path root, InstantSource clock) {
      this.name = name;
      this.root = root;
      this.clock = clock;
      try {
        Files.createDirectories(root.resolve("state"));
        this.keys = KeyFolder.open(root.resolve("state/keys"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (KeysUnusable e) {
        throw new AssertionError(e.getMessage());
      }
    }

    Origin origin() {
      return Origin.parse("http://127.0.0.1:" + port);
    }

    String jwk() {
      return text(Json.write(keys.gateway().publicKey().toJwk()));
    }

    void write(String file, String content) {
      try {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void settings(String operators) {
      write(
          "entente.yaml",
          """
          gateway: %s
          listen: 127.0.0.1:%d
          admin: 127.0.0.1:0
          external-origin: http://127.0.0.1:%d
          operators: [%s]
          ladder:
            - {stage: early, window: 100}
            - {stage: mid, window: 200, gate: {cleared: 1, approvals: 1}}
          """
              .formatted(name, port, port, operators));
    }

    void agreement(String name, String partner, String dataset, String exchange, String keys) {
      write(
          "agreements/" + name + ".yaml",
          """
          agreement: %s
          partner: %s
          type: strategic-alliance
          datasets: [%s]
          exchanges: [%s]
          purposes: [joint-planning]
          keys: [%s]
          contacts: {ours: [ana, bo], theirs: [Kim, Lee]}
          """
              .formatted(name, partner, dataset, exchange, keys));
    }

    void peer(Side other, String pull) {
      write(
          "peers/" + other.name + ".yaml",
          """
          peer: %s
          url: %s
          log-key: %s
          keys: [%s]
          agreement: %s
          there: %s
          every: 86400
          grace: 3600
          pull:
            - %s
          """
              .formatted(
                  other.name,
                  other.origin(),
                  GatewayLedger.verifierKey(other.name, other.keys.log()),
                  other.jwk(),
                  other.name,
                  name,
                  pull));
    }

    void start() {
      try {
        gateway = Gateway.start(AllianceDirectory.read(root), Limits.USUAL, clock, Talk.none());
      } catch (DirectoryProblems | StartRefused e) {
        throw new AssertionError(e.getMessage());
      }
    }

    void restart() {
      close();
      start();
    }

    /** A round with the other, as {@code entente peer} asks for it. */
    JsonNode round() {
      try (var http = HttpClient.newHttpClient()) {
        var answer =
            http.send(
                HttpRequest.newBuilder(URI.create(gateway.adminAddress() + "/v1/rounds"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(200);
        return Json.read(answer.body()).get("rounds").get(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** What this side says as a partner of the other. */
    <T> T asPartnerOf(Side other, Function<AgreementCalls, T> call) {
      try (var client = PartnerClient.connect(other.gateway.address(), keys.gateway(), clock)) {
        return call.apply(client.agreement(new AgreementId(name)));
      }
    }

    JsonNode standingAt(Side other) {
      return asPartnerOf(other, calls -> Json.read(calls.standing().orThrow().body()));
    }

    JsonNode entriesAt(Side other) {
      return asPartnerOf(
          other, calls -> Json.read(calls.entries(0, 1000).orThrow().body()).get("entries"));
    }

    @Override
    public void close() {
      if (gateway != null) {
        gateway.close();
      }
    }
  }

  TwoGateways(Path folder, InstantSource clock) {
    halden = new Side("halden", folder.resolve("halden"), clock);
    orchard = new Side("orchard", folder.resolve("orchard"), clock);
    halden.settings("ana, bo");
    halden.write(
        "datasets/accounts.yaml",
        """
        dataset: accounts
        title: Accounts
        source: {connector: files, path: data/accounts.csv}
        key: [ticker]
        fields:
          ticker: {type: string, category: accounts, value: 1, stage: early}
          sector: {type: string, category: targeting, value: 2, stage: early}
        """);
    halden.write("data/accounts.csv", "ticker,sector\nABC,Software\nBCD,Hardware\nCDE,Energy\n");
    halden.write(
        "exchanges/campaigns.yaml",
        """
        exchange: campaigns
        key: [campaign]
        fields:
          campaign: {type: string, category: performance, value: 1, required: true}
          spend: {type: number, category: performance, value: 5, required: true, minimum: 0}
        """);
    halden.agreement("orchard", "Orchard Devices", "accounts", "campaigns", orchard.jwk());
    halden.peer(orchard, "{dataset: campaigns, exchange: campaigns}");
    orchard.settings("ana, bo");
    orchard.write(
        "datasets/campaigns.yaml",
        """
        dataset: campaigns
        title: Campaigns
        source: {connector: files, path: data/campaigns.csv}
        key: [campaign]
        fields:
          campaign: {type: string, category: performance, value: 1, stage: early}
          spend: {type: number, category: performance, value: 5, stage: early}
        """);
    orchard.write("data/campaigns.csv", "campaign,spend\nspring,100\nsummer,250.5\n");
    orchard.write(
        "exchanges/accounts.yaml",
        """
        exchange: accounts
        key: [ticker]
        fields:
          ticker: {type: string, category: accounts, value: 1, required: true}
          sector: {type: string, category: targeting, value: 2, required: true}
        """);
    orchard.agreement("halden", "Halden", "campaigns", "accounts", halden.jwk());
    orchard.peer(halden, "{dataset: accounts, exchange: accounts}");
  }

  TwoGateways started() {
    halden.start();
    orchard.start();
    accept(halden, orchard);
    accept(orchard, halden);
    return this;
  }

  private static void accept(Side partner, Side other) {
    partner.asPartnerOf(
        other,
        calls -> {
          var agreement = Agreement.read(calls.agreement().orThrow());
          return calls.accept(agreement.computed()).orThrow();
        });
  }

  @Override
  public void close() {
    halden.close();
    orchard.close();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
