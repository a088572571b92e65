package dev.entente.server.directory;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The alliance directory cannot be used as it is; holds every mistake that was found in it. */
public final class DirectoryProblems extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  DirectoryProblems(Collection<Mistake> mistakes) {
    super(shown(mistakes), null, false, false);
    this.mistakes = List.copyOf(new TreeSet<>(mistakes));
  }

  /** By file, then line; none twice. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static String shown(Collection<Mistake> mistakes) {
    return new TreeSet<>(mistakes)
        .stream().map(Mistake::toString).collect(Collectors.joining("\n"));
  }
}
