package dev.entente.server.cli;

import dev.entente.json.Json;
import dev.entente.server.directory.Settings;
import dev.entente.server.drafting.Drafting;
import dev.entente.server.drafting.Drafting.Asked;
import dev.entente.server.drafting.Drafting.Drafted;
import dev.entente.server.drafting.Undrafted;
import dev.entente.server.show.ShownDraft;
import dev.entente.server.show.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "draft",
    mixinStandardHelpOptions = true,
    description = {
      "Drafts a manifest from what a source holds: type, key, category, value and stage of each"
          + " field, with the reason. What is personal, secret or not known for sure is never"
          + " released until somebody says otherwise.",
      "Looks at 10,000 rows at most, of an API at about 1,000 records. Never overwrites a manifest."
    },
    footer = {
      "",
      "Examples:",
      "  entente dataset draft halden --from halden/data/accounts.csv",
      "  entente dataset draft halden --from 'halden/data/sales/*/*.parquet' --name sales",
      "  entente dataset draft halden --password-file halden/db.password \\",
      "    --from 'postgres://reader@db.example/crm?table=public.accounts'",
      "  entente dataset draft halden --from https://api.example/v1/companies --records /results \\",
      "    --set 'auth={scheme: Bearer, secret: \"${API_TOKEN}\"}'"
    })
final class DatasetDraftCommand implements Callable<Integer> {
  private static final long PATIENCE_MILLIS = 1_000;

  @Parameters(paramLabel = "DIR", description = "The directory that holds entente.yaml.")
  private Path directory;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SOURCE",
      description =
          "A file within DIR, or a pattern of several: .csv, .tsv, .json, .ndjson, .parquet;"
              + " postgres://USER@HOST[:PORT]/DATABASE[?table=SCHEMA.NAME]; or an API's address.")
  private String from;

  @Option(
      names = "--name",
      paramLabel = "DATASET",
      description = "The dataset's name, and its file's; the source's own if left out.")
  private @Nullable String name;

  @Option(
      names = "--table",
      paramLabel = "SCHEMA.NAME",
      description = "The table or view; without it, those that there are get listed.")
  private @Nullable String table;

  @Option(
      names = "--key",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "The columns that tell rows apart; found if left out. Its fields are shown in full.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the database's password; else PGPASSWORD does, or ~/.pgpass.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--records",
      paramLabel = "POINTER",
      description = "Where the records stand in an API's answer (RFC 6901), such as /results.")
  private @Nullable String records;

  @Option(
      names = "--set",
      paramLabel = "NAME=YAML",
      description = "More for the manifest's `source`, such as page={style: link}.")
  private List<String> more = new ArrayList<>();

  @Option(names = "--dry-run", description = "Prints the manifest and writes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Tells what was drafted as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Settings settings = Directories.settings(directory);
    var drafting =
        new Drafting(
            directory.toAbsolutePath().normalize(),
            Path.of("").toAbsolutePath(),
            settings.ladder(),
            System::getenv);
    try {
      Drafted drafted = waited(() -> drafting.draft(asked()));
      if (!dryRun) {
        drafting.write(drafted);
      }
      print(drafted);
      return 0;
    } catch (Undrafted e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private interface Work {
    Drafted draft() throws Undrafted;
  }

  /** Who waits for more than a second is told for what. */
  private Drafted waited(Work work) throws Undrafted {
    Thread telling =
        Thread.startVirtualThread(
            () -> {
              try {
                Thread.sleep(PATIENCE_MILLIS);
                spec.commandLine().getErr().println("looking at the source …");
                spec.commandLine().getErr().flush();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      return work.draft();
    } finally {
      telling.interrupt();
    }
  }

  private Asked asked() {
    List<String> members = new ArrayList<>();
    if (records != null) {
      members.add("records=" + new String(Json.write(records), StandardCharsets.UTF_8));
    }
    members.addAll(more);
    return new Asked(
        from,
        Optional.ofNullable(name),
        key,
        Optional.ofNullable(table),
        Optional.ofNullable(passwordFile),
        members);
  }

  private void print(Drafted drafted) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(ShownDraft.document(drafted)), StandardCharsets.UTF_8));
    } else if (dryRun) {
      out.print(drafted.text());
    } else {
      ShownDraft.lines(drafted, directory, Terminal.here()).forEach(out::println);
    }
    out.flush();
  }
}
