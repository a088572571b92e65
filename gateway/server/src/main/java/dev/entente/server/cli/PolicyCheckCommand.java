package dev.entente.server.cli;

import dev.entente.server.authoring.Rules;
import dev.entente.server.authoring.Unsound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an author's rules with opa: layout, strict compilation, the schemas of what rules see,"
          + " and that tests reach every line.",
      "The product's library is taken in where the folder does not hold a copy."
    },
    footer = {"", "Example:", "  entente policy check halden"})
final class PolicyCheckCommand implements Callable<Integer> {
  @Mixin private AuthorOptions author;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    try (Rules rules = Rules.in(author.rego())) {
      rules.compile(author.engine());
      List<String> wrong = new ArrayList<>();
      rules
          .unformatted()
          .forEach(
              file -> wrong.add(file + ":1:1: not laid out as opa does it; `opa fmt -w` does"));
      for (Rules.Test test : rules.test()) {
        if (!test.passed()) {
          wrong.add(test.place() + ": " + test.name() + " failed");
        }
      }
      rules.uncovered().forEach(line -> wrong.add(line + ": no test reaches this line"));
      if (!wrong.isEmpty()) {
        throw new NotDone(String.join("\n", wrong));
      }
      spec.commandLine().getOut().println(rules.files().size() + " files hold");
      return 0;
    } catch (Unsound e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }
}
