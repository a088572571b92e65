package dev.entente.server.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code entente} command. Exit codes: 0 done, 1 refused or not true, 2 wrong usage. */
@Command(
    name = "entente",
    mixinStandardHelpOptions = true,
    versionProvider = Entente.Version.class,
    description = "Graduated disclosure between partner companies.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      CheckCommand.class,
      DatasetCommand.class,
      PolicyCommand.class,
      SimulateCommand.class,
      KeygenCommand.class,
      AgreementCommand.class,
      AcceptCommand.class,
      StandingCommand.class,
      ViewCommand.class,
      DatasetsCommand.class,
      QueryCommand.class,
      AggregateCommand.class,
      ExportCommand.class,
      AcknowledgeCommand.class,
      ContributeCommand.class,
      StageCommand.class,
      ProposeCommand.class,
      ApproveCommand.class,
      LowerCommand.class,
      AmendCommand.class,
      SuspendCommand.class,
      ResumeCommand.class,
      CloseCommand.class,
      KeyCommand.class,
      RevokeCommand.class,
      RotateCommand.class,
      RecordCommand.class,
      BooksCommand.class,
      ReverseCommand.class,
      OperatorCommand.class,
      SignInCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RecoverCommand.class,
      ConsentCommand.class,
      AuditCommand.class,
      ExposureCommand.class,
      VerifyCommand.class,
      FollowCommand.class,
      PeerCommand.class
    },
    footer = {"", "Example:", "  entente --version"})
public final class Entente implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().setOut(utf8(System.out)).setErr(utf8(System.err)).execute(args));
  }

  /** In UTF-8 whatever the locale: bodies are, and so is what else is printed. */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  static CommandLine commandLine() {
    return commandLine(InstantSource.system());
  }

  /**
   * The command line as it runs by this clock.
   *
   * @param clock by which requests and orders are signed
   */
  static CommandLine commandLine(InstantSource clock) {
    CommandLine line =
        new CommandLine(new Entente(), new Clocked(clock))
            .setExecutionStrategy(Entente::execute)
            .setExecutionExceptionHandler(new Failures());
    // One thumbprint in sixty-four begins with a dash.
    line.getSubcommands().entrySet().stream()
        .filter(it -> List.of("revoke", "approve").contains(it.getKey()))
        .forEach(it -> it.getValue().setUnmatchedOptionsArePositionalParams(true));
    return line;
  }

  /** Errors too, such as a native library that cannot be loaded, end in a line. */
  private static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), String.valueOf(e), e);
    }
  }

  /** Makes what needs a clock with this one, all else as picocli does. */
  private record Clocked(InstantSource clock) implements IFactory {
    @Override
    public <K> K create(Class<K> made) throws Exception {
      if (made == OrderCall.class) {
        return made.cast(new OrderCall(clock));
      }
      if (made == AuditCommand.class) {
        return made.cast(new AuditCommand(clock));
      }
      if (made == RecoverCommand.class) {
        return made.cast(new RecoverCommand(clock));
      }
      if (made == ConsentCommand.class) {
        return made.cast(new ConsentCommand(clock));
      }
      if (made == PartnerCall.class) {
        return made.cast(new PartnerCall(clock));
      }
      return made == StageCommand.class
          ? made.cast(new StageCommand(clock))
          : CommandLine.defaultFactory().create(made);
    }
  }

  /** The bare command does nothing: it is wrong usage. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String built = Entente.class.getPackage().getImplementationVersion();
      return new String[] {"entente " + (built == null ? "(not packaged)" : built)};
    }
  }
}
