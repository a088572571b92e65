package dev.entente.server.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.entente.json.Shown;
import dev.entente.server.directory.Provider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID provider, by authorization code with PKCE (RFC 7636). It is asked for its configuration
 * when it is first needed, so that the gateway starts without it, and again each hour. Thread-safe;
 * blocks, a few seconds at most.
 */
public final class OpenIdProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
  private static final Duration LIFE = Duration.ofHours(1);

  private final Provider provider;
  private final Supplier<URI> back;
  private final ProviderLine line;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile @Nullable Known known;

  /**
   * @param back where it sends browsers back to, once that is known
   */
  public OpenIdProvider(Provider provider, Supplier<URI> back) {
    this.provider = provider;
    this.back = back;
    this.line = new ProviderLine(provider.issuer());
  }

  public Provider provider() {
    return provider;
  }

  /**
   * What it says of itself.
   *
   * @param until by the process' own time
   */
  private record Known(OIDCProviderMetadata metadata, long until) {}

  private OIDCProviderMetadata metadata() throws IOException, GeneralException {
    Known before = known;
    if (before != null && before.until() - System.nanoTime() > 0) {
      return before.metadata();
    }
    var issuer = new Issuer(provider.issuer());
    URI place = URI.create(OIDCProviderMetadata.resolveURL(issuer).toString());
    var metadata = OIDCProviderMetadata.parse(line.read(place));
    if (!metadata.getIssuer().equals(issuer)) {
      throw new IOException("it says that it is " + metadata.getIssuer());
    }
    line.checked(metadata.getAuthorizationEndpointURI());
    line.checked(metadata.getTokenEndpointURI());
    line.checked(metadata.getJWKSetURI());
    known = new Known(metadata, System.nanoTime() + LIFE.toNanos());
    return metadata;
  }

  private interface Question<T> {
    T ask(OIDCProviderMetadata metadata) throws IOException, GeneralException;
  }

  private <T> T asked(Question<T> question) {
    try {
      T answer = question.ask(metadata());
      failing.set(false);
      return answer;
    } catch (IOException | GeneralException e) {
      // Strangers can have it asked as often as they like: it is told once until it answers again.
      if (failing.compareAndSet(false, true)) {
        LOG.warn("{} does not answer: {}", provider, e.getMessage());
      }
      throw new ProviderUnavailable(provider + " does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Where a browser is sent.
   *
   * @param state by which it is known when it comes back
   * @param nonce what the token has to hold
   * @param afresh whether the person has to show again who it is
   */
  public URI ask(String state, CodeVerifier verifier, String nonce, boolean afresh) {
    var request =
        new AuthenticationRequest.Builder(
                new ResponseType(ResponseType.Value.CODE),
                new Scope("openid"),
                new ClientID(provider.client()),
                back.get())
            .endpointURI(asked(OIDCProviderMetadata::getAuthorizationEndpointURI))
            .state(new State(state))
            .nonce(new Nonce(nonce))
            .codeChallenge(verifier, CodeChallengeMethod.S256);
    if (afresh) {
      // max_age puts auth_time into the token, by whole seconds: alone it lets a sign-in of this
      // very second pass unasked.
      request.maxAge(0).prompt(new Prompt(Prompt.Type.LOGIN));
    }
    return request.build().toURI();
  }

  /**
   * The ID token for the code that the browser brought back; empty if it brought none of this
   * provider's, or the provider refuses it.
   *
   * @throws ProviderUnavailable if it does not answer
   */
  public Optional<SignedJWT> token(Returned returned, CodeVerifier verifier) {
    return returned
        .code()
        .filter(_ -> isOurs(returned))
        .flatMap(code -> asked(known -> redeemed(known, code, verifier)));
  }

  /** RFC 9207 section 2.4. */
  private boolean isOurs(Returned returned) {
    return returned
        .issuer()
        .map(provider.issuer().toString()::equals)
        .orElseGet(() -> !asked(OIDCProviderMetadata::supportsAuthorizationResponseIssuerParam));
  }

  private Optional<SignedJWT> redeemed(
      OIDCProviderMetadata known, String code, CodeVerifier verifier)
      throws IOException, ParseException {
    var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), back.get(), verifier);
    var client = new ClientID(provider.client());
    URI endpoint = known.getTokenEndpointURI();
    TokenRequest request =
        provider
            .secret()
            .map(
                secret ->
                    new TokenRequest.Builder(
                            endpoint, new ClientSecretBasic(client, new Secret(secret)), grant)
                        .build())
            .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant).build());
    TokenResponse response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send(line));
    if (response instanceof OIDCTokenResponse good
        && good.getOIDCTokens().getIDToken() instanceof SignedJWT token) {
      return Optional.of(token);
    }
    LOG.warn("{} gave no ID token: {}", provider, said(response));
    return Optional.empty();
  }

  private static String said(TokenResponse response) {
    return response instanceof TokenErrorResponse bad
        ? String.valueOf(bad.getErrorObject().toJSONObject())
        : "there is none in what it answered";
  }

  private JWKSet keys() {
    return asked(
        known -> {
          try {
            return JWKSet.parse(line.read(known.getJWKSetURI()));
          } catch (java.text.ParseException e) {
            throw new ParseException(e.getMessage(), e);
          }
        });
  }

  /** The key that signed the token, if the provider says that it is one of its own. */
  public Optional<JWK> key(SignedJWT token) {
    return Optional.ofNullable(keys().getKeyByKeyId(token.getHeader().getKeyID()))
        .map(JWK::toPublicJWK);
  }

  /**
   * What the token says, if all of it holds (OpenID Connect Core 1.0, section 3.1.3.7): signed by
   * this provider, by an algorithm that takes its private key, for us, of these minutes, and for
   * this nonce. What is refused is logged.
   *
   * @throws ProviderUnavailable if it does not answer with its keys
   */
  public Optional<JWTClaimsSet> claims(SignedJWT token, String nonce) {
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    if (!ALGORITHMS.contains(algorithm)) {
      LOG.warn("an ID token of {} is refused: it is signed by {}", provider, algorithm);
      return Optional.empty();
    }
    var validator =
        new IDTokenValidator(
            new Issuer(provider.issuer()), new ClientID(provider.client()), algorithm, keys());
    try {
      return Optional.of(validator.validate(token, new Nonce(nonce)).toJWTClaimsSet());
    } catch (BadJOSEException | JOSEException | ParseException e) {
      LOG.warn(
          "an ID token of {} is refused: {}", provider, Shown.of(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
