package dev.entente.server.demo;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.server.client.Agreement;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Ask;
import dev.entente.server.client.KeyFile;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply.Answered;
import dev.entente.signature.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A partner besides Orchard: what it does is not told. */
final class Neighbour implements AutoCloseable {
  private final String name;
  private final Path folder;
  private final Commands commands;
  private final StoryClock clock;
  private final PartnerClient client;
  private final AgreementCalls calls;
  private final List<String> receipts = new ArrayList<>();

  private Neighbour(
      String name, Path folder, Commands commands, StoryClock clock, PartnerClient client) {
    this.name = name;
    this.folder = folder;
    this.commands = commands;
    this.clock = clock;
    this.client = client;
    this.calls = client.agreement(new AgreementId(name));
  }

  /** Comes with its key, and accepts the terms. */
  static Neighbour comes(
      String name, Setting setting, Commands commands, Origin origin, StoryClock clock) {
    Path folder = setting.partner(name);
    var client = PartnerClient.connect(origin, KeyFile.read(setting.key(name)), clock);
    var neighbour = new Neighbour(name, folder, commands, clock, client);
    AgreementCalls calls = neighbour.calls;
    calls.accept(Agreement.read(calls.agreement().orThrow()).computed()).orThrow();
    return neighbour;
  }

  /** So many campaigns of a month. */
  void shares(int month, int campaigns) {
    Path file = folder.resolve("campaigns.csv");
    write(file, Campaigns.of(clock.today(), month).csv(campaigns, false));
    run("contribute", client.gateway().toString(), name, "campaigns", file.toString());
  }

  /** The first so many accounts; what does not fit into its window it does not get. */
  void asks(int accounts) {
    if (calls.query(new DatasetId("accounts"), Ask.everything().limit(accounts))
        instanceof Answered answered) {
      receipts.add(QueryAnswer.read(answered).receipt().compact());
    }
  }

  /** Signs all receipts that it has not signed yet. */
  void acknowledges() {
    Path file = folder.resolve("receipts.jws");
    write(file, String.join("\n", receipts));
    receipts.clear();
    run("acknowledge", client.gateway().toString(), name, file.toString());
  }

  private void run(String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--key", folder.resolve(Setting.KEY).toString()));
    Commands.Said said = commands.run(arguments.toArray(String[]::new));
    if (said.exit() != 0) {
      throw new NotAsTold(name + " cannot " + command[0] + ": " + said.err().strip());
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new NotAsTold(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
