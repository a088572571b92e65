package dev.entente.server.openid;

import dev.entente.agreement.AgreementId;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.PartnerProvider;
import dev.entente.signature.Origin;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the people of each partner sign in to the joint view, as the files of its agreements say.
 * Thread-safe.
 */
public final class PartnerProviders {
  /** What comes after an agreement's place in the joint view. */
  public static final String SIGN_IN = "/sign-in";

  /** What comes after that, where the provider sends browsers back to. */
  public static final String CALLBACK = "/callback";

  /**
   * That of one agreement.
   *
   * @param claims what its tokens have to hold besides
   */
  public record Theirs(OpenIdProvider provider, Map<String, Object> claims) {}

  private final Map<AgreementId, Theirs> providers = new HashMap<>();
  private volatile @Nullable Origin origin;

  public PartnerProviders(Collection<AgreementFile> files) {
    files.forEach(file -> file.provider().ifPresent(it -> providers.put(file.id(), of(file, it))));
  }

  private Theirs of(AgreementFile file, PartnerProvider named) {
    return new Theirs(
        new OpenIdProvider(named.provider(), () -> URI.create(address(file.id()) + CALLBACK)),
        named.claims());
  }

  /** Where partners call us, once it is known. */
  public void listensAt(Origin partners) {
    origin = partners;
  }

  /** Whether there is any. */
  public boolean any() {
    return !providers.isEmpty();
  }

  /** That of this agreement, if its file names one. */
  public Optional<Theirs> of(AgreementId agreement) {
    return Optional.ofNullable(providers.get(agreement));
  }

  /** What the partner tells its people: where they sign in. */
  public String address(AgreementId agreement) {
    return origin + "/joint/" + agreement + SIGN_IN;
  }
}
