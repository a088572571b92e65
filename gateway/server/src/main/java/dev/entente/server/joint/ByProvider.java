package dev.entente.server.joint;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.entente.agreement.Standing;
import dev.entente.json.Shown;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By an account at the partner's own provider, which is not asked again.
 *
 * @param account what the provider calls it
 */
record ByProvider(String account) implements Way {
  /** Of a token that was verified: its address for mail, else a name, else the subject. */
  static ByProvider of(JWTClaimsSet claims) {
    return new ByProvider(
        Stream.of("email", "name", "sub")
            .map(claims::getClaim)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(it -> !it.isBlank())
            .findFirst()
            .map(Shown::of)
            .orElseThrow());
  }

  @Override
  public boolean holds(Standing standing, LocalDate today) {
    return standing.state().isAgreed();
  }

  @Override
  public Optional<String> who() {
    return Optional.of(account);
  }
}
