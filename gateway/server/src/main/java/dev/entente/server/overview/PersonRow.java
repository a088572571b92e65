package dev.entente.server.overview;

import dev.entente.operator.Credential;
import dev.entente.operator.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our people.
 *
 * @param role empty for one whom the ledger knows and the settings do not name any more
 * @param credentials what this person signs with, in the order of their enrolment
 * @param seen when this person was last in the console of this gateway; empty since it started
 * @param ordered when this person last ordered something
 */
public record PersonRow(
    String name,
    Optional<Role> role,
    List<Credential> credentials,
    Optional<Instant> seen,
    Optional<Instant> ordered) {
  public PersonRow {
    credentials = List.copyOf(credentials);
  }

  /** What a credential is, as people read it. */
  public static String text(Credential credential) {
    return switch (credential) {
      case Credential.Own _ -> "key of their own";
      case Credential.Passkey(_, String domain) -> "passkey for " + domain;
      case Credential.Account(String issuer, _, String subject) ->
          "account " + subject + " at " + issuer;
    };
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", name);
    json.put("role", role.map(Role::toString).orElse(null));
    json.put("signs-with", credentials.stream().map(PersonRow::text).toList());
    json.put("seen", seen.map(Instant::toString).orElse(null));
    json.put("ordered", ordered.map(Instant::toString).orElse(null));
    return json;
  }
}
