package dev.entente.server;

import dev.entente.catalog.DatasetId;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.server.Check.Report;
import dev.entente.server.arithmetic.Arithmetic;
import dev.entente.server.arithmetic.Finding;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.drafting.Drift;
import dev.entente.server.drafting.Samplers;
import dev.entente.source.Sampler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What a check finds in the sources: all of them, whatever one of them is like. */
final class SourceCheck {
  private final AllianceDirectory directory;
  private final Scratch scratch;
  private final Sources sources;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private SourceCheck(AllianceDirectory directory, Scratch scratch, Sources sources) {
    this.directory = directory;
    this.scratch = scratch;
    this.sources = sources;
  }

  /**
   * What is untidy in the sources, where they left their manifests, what they and the terms come
   * to.
   */
  static Report of(AllianceDirectory directory, Talk talk) throws StartRefused {
    try (var scratch = Scratch.make();
        var sources = new Sources(InstantSource.system())) {
      var check = new SourceCheck(directory, scratch, sources);
      check.open(talk);
      directory.datasets().values().forEach(file -> check.compare(file, talk));
      directory.agreements().values().forEach(check::arithmetic);
      return new Report(check.lines, check.errors);
    } catch (IOException e) {
      throw new StartRefused("there is no room for temporary files: " + e.getMessage());
    }
  }

  private void open(Talk talk) {
    Talk kept =
        new Talk() {
          @Override
          public void say(String line) {
            lines.add(line);
          }

          @Override
          public void progress(String what, long done, long total) {
            talk.progress(what, done, total);
          }
        };
    try {
      sources.open(directory, scratch.folder(), kept);
    } catch (StartRefused e) {
      errors.addAll(String.valueOf(e.getMessage()).lines().toList());
    }
  }

  /** Only what can be read within the manifest's own limits is compared. */
  private void compare(DatasetFile file, Talk talk) {
    if (!sources.offered().containsKey(file.id())) {
      return;
    }
    talk.progress("comparing " + file.id(), 0, 1);
    try {
      sources.count(file.id(), 1);
    } catch (Unavailable e) {
      errors.add(
          Sources.unreadable(file, e)
              + "; partners would get no answer: look at the source, or give it more time with"
              + " `limits: {seconds: …}`");
      return;
    }
    Samplers.of(file.manifest().location()).ifPresent(sampler -> compare(file, sampler));
    talk.progress("comparing " + file.id(), 1, 1);
  }

  private void compare(DatasetFile file, Sampler sampler) {
    try {
      var sample =
          sampler.sample(
              file.manifest().location(),
              directory.root(),
              scratch.folder().resolve(file.id().value()));
      for (Drift.Finding finding : Drift.of(file, sample, sampler::column)) {
        (finding.isError() ? errors : lines).add(finding.line());
      }
    } catch (Unavailable | Malformed e) {
      lines.add("dataset " + file.id() + " could not be compared: " + e.getMessage());
    }
  }

  private void arithmetic(AgreementFile file) {
    try {
      Arithmetic.of(file.terms(), this::count).forEach(finding -> lines.add(line(file, finding)));
    } catch (Unavailable e) {
      Arithmetic.of(file.terms()).forEach(finding -> lines.add(line(file, finding)));
      lines.add(
          "agreement "
              + file.id()
              + ": what there is to see was not counted, since a source was not read to the end");
    }
  }

  private long count(DatasetId id, long most) {
    if (!sources.offered().containsKey(id)) {
      throw Unavailable.source("dataset `" + id + "` was not opened", null);
    }
    return sources.count(id, most);
  }

  private static String line(AgreementFile file, Finding finding) {
    return switch (finding.severity()) {
      case NOTE -> "agreement " + file.id() + ": " + finding.text();
      case WARNING ->
          "%s:%d: warning: %s"
              .formatted(file.file().name(), file.file().line(finding.place()), finding.text());
    };
  }
}
