package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.policies.OpaAddress;
import java.util.List;
import java.util.Optional;

/** Reads who decides: the engine in this process, or an OPA server. */
final class EngineReader {
  private static final String EMBEDDED = "embedded";

  private final YamlFile file;
  private final Mistakes mistakes;

  EngineReader(YamlFile file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  /** Where the OPA server listens; empty if the engine is embedded, or something is wrong. */
  Optional<OpaAddress> read(Doc policy) {
    var engine = mistakes.text(file, policy, "engine");
    if (engine.isEmpty() || !isBuilt(policy)) {
      mistakes.missing(file, policy, "engine");
      return Optional.empty();
    }
    if (engine.get().equals(EMBEDDED)) {
      mistakes.unknown(file, policy, "engine");
      return Optional.empty();
    }
    mistakes.unknown(file, policy, "engine", "url");
    if (policy.find("url").isEmpty()) {
      mistakes.add(file, policy, "`url` is missing, such as `url: http://127.0.0.1:8181`");
      return Optional.empty();
    }
    return mistakes.attempt(file, policy.at("url"), () -> policy.at("url").as(OpaAddress::parse));
  }

  private boolean isBuilt(Doc policy) {
    return mistakes.built(file, policy.at("engine"), "policy: engine", List.of(EMBEDDED, "opa"));
  }
}
