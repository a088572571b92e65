package dev.entente.server.drafting;

import dev.entente.json.Doc;
import dev.entente.source.Sampler;
import java.util.Optional;
import java.util.ServiceLoader;

/** The samplers that there are. */
public final class Samplers {
  private Samplers() {}

  /** The one for a source; empty if its connector has none. */
  public static Optional<Sampler> of(Doc location) {
    String name = location.at("connector").text();
    return ServiceLoader.load(Sampler.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(it -> it.name().equals(name))
        .findFirst();
  }
}
