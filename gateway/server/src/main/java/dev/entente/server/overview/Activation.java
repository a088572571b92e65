package dev.entente.server.overview;

import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.operator.OperatorDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A policy that came into force, by its entry.
 *
 * @param named what its bundle calls it; empty if that names nothing
 * @param signer the key that signed the bundle, where one had to
 * @param by who brought it back, for a rollback
 * @param because why, in that person's words
 */
public record Activation(
    long index,
    Instant when,
    String policy,
    String named,
    Optional<String> signer,
    Optional<String> by,
    Optional<String> because) {

  static Activation of(long index, Instant when, PolicyActivated event) {
    return new Activation(
        index,
        when,
        event.policy().value(),
        event.revision().toString(),
        event.signer().map(Object::toString),
        event.by().map(OperatorDocument::operator),
        event.by().map(OperatorDocument::because));
  }

  /** Whether people went back to it. */
  public boolean isRollback() {
    return by.isPresent();
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("index", index);
    json.put("time", when.toString());
    json.put("policy", policy);
    json.put("revision", named);
    signer.ifPresent(key -> json.put("signer", key));
    by.ifPresent(name -> json.put("by", name));
    because.ifPresent(why -> json.put("because", why));
    return json;
  }
}
