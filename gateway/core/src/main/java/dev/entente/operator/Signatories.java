package dev.entente.operator;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.signature.KeyId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Who of ours signs orders, and with what. Immutable.
 *
 * @param credentials of each, by name; at least one
 * @param providers the keys that OpenID providers sign with, by issuer, as they were seen there
 */
public record Signatories(
    SequencedMap<String, List<Credential>> credentials, Map<String, List<JWK>> providers) {
  public static final Signatories NONE = new Signatories(new LinkedHashMap<>(), Map.of());

  public Signatories {
    credentials = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(credentials));
    providers = Map.copyOf(providers);
  }

  public Set<String> names() {
    return credentials.keySet();
  }

  /** What that person signs with; nothing, if it is none of ours. */
  public List<Credential> of(String name) {
    return credentials.getOrDefault(name, List.of());
  }

  /** Whose it is. */
  public Optional<String> holder(Credential credential) {
    return credentials.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(credential::isSameAs))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether that provider's key is known. */
  public boolean knows(String issuer, JWK key) {
    return providers.getOrDefault(issuer, List.of()).stream()
        .anyMatch(known -> KeyId.of(known).equals(KeyId.of(key)));
  }

  /** With one thing more that this person signs with. */
  public Signatories with(String name, Credential credential) {
    var more = new LinkedHashMap<>(credentials);
    more.merge(name, List.of(credential), Signatories::joined);
    return new Signatories(more, providers);
  }

  /** With another key that a provider signs with. */
  public Signatories withProvider(String issuer, JWK key) {
    var more = new LinkedHashMap<>(providers);
    more.merge(issuer, List.of(key), Signatories::joined);
    return new Signatories(credentials, more);
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Whether the person who says so signed the document, with something that is recorded here. */
  public boolean haveSigned(OperatorDocument document) {
    return of(document.operator()).stream()
        .anyMatch(credential -> document.signature().isBy(credential, this, document));
  }
}
