package dev.entente.server.cli;

import dev.entente.server.authoring.Rules;
import dev.entente.server.authoring.Unsound;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an author's tests with opa; ends with 1 if one fails.",
      "The product's library is taken in where the folder does not hold a copy."
    },
    footer = {"", "Example:", "  entente policy test halden"})
final class PolicyTestCommand implements Callable<Integer> {
  @Mixin private AuthorOptions author;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    try (Rules rules = Rules.in(author.rego())) {
      rules.compile(author.engine());
      List<Rules.Test> tests = rules.test();
      if (tests.isEmpty()) {
        throw new NotDone(
            "there is no test in %s; a rule test_… in a file …_test.rego is one"
                .formatted(author.rego()));
      }
      List<Rules.Test> failed = tests.stream().filter(test -> !test.passed()).toList();
      var out = spec.commandLine().getOut();
      failed.forEach(test -> out.println(test.place() + ": " + test.name() + " failed"));
      if (!failed.isEmpty()) {
        throw new NotDone("%d of %d tests failed".formatted(failed.size(), tests.size()));
      }
      out.println(tests.size() + " tests pass");
      return 0;
    } catch (Unsound e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }
}
