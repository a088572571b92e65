package dev.entente.connectors.files;

import dev.entente.json.Doc;
import dev.entente.problem.Unavailable;
import dev.entente.source.Sample;
import dev.entente.source.Sampler;
import dev.entente.source.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks at files as {@link FilesConnector} reads them: the first rows, of as many files as those
 * are in. Nothing is converted and nothing is written.
 */
public final class FilesSampler implements Sampler {
  @Override
  public String name() {
    return "files";
  }

  @Override
  public Sample sample(Doc location, Path directory, Path scratch) {
    Doc path = location.only("connector", "path").at("path");
    SourceFiles files = SourceFiles.find(path, directory);
    var sampling = new Sampling();
    List<Set<String>> columns = new ArrayList<>();
    OptionalLong total = OptionalLong.empty();
    try {
      for (SourceFile file : files.all()) {
        if (sampling.isEnough()) {
          sampling.goesOn();
        } else {
          var look = new Look(file, sampling);
          columns.add(named(look.columns(scratch), file));
          total = files.all().size() == 1 ? look.total() : OptionalLong.empty();
        }
      }
    } catch (IOException e) {
      throw path.malformed("what it names cannot be read; look at the disk and its permissions");
    } catch (SQLException e) {
      throw Unavailable.source("`" + path.text() + "` cannot be looked at", e);
    }
    hold(columns, sampling);
    return sampling.sample(List.of(), total);
  }

  private static Set<String> named(Set<String> columns, SourceFile file) {
    var all = new LinkedHashSet<>(columns);
    all.addAll(file.given().keySet());
    return all;
  }

  /** A field's column has to be in each file. */
  private static void hold(List<Set<String>> columns, Sampling sampling) {
    for (Set<String> some : columns) {
      some.stream()
          .filter(name -> !columns.stream().allMatch(it -> it.contains(name)))
          .forEach(name -> sampling.obstacle(name, "not every file has it"));
    }
  }
}
