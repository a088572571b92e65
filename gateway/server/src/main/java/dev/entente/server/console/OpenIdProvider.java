package dev.entente.server.console;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
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
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
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
import dev.entente.server.directory.Provider;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our people's OpenID provider, by authorization code with PKCE (RFC 7636). It is asked for its
 * configuration when it is first needed, so that the gateway starts without it. What its tokens are
 * worth is for others to verify. Thread-safe; blocks, a few seconds at most.
 */
final class OpenIdProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final int MILLIS = 5_000;
  private static final int LARGEST = 256 << 10;

  private final Provider provider;
  private final Site site;
  private volatile @Nullable OIDCProviderMetadata metadata;

  OpenIdProvider(Provider provider, Site site) {
    this.provider = provider;
    this.site = site;
  }

  Provider provider() {
    return provider;
  }

  private URI back() {
    return URI.create(site.origin() + "/sign-in/callback");
  }

  private OIDCProviderMetadata metadata() {
    OIDCProviderMetadata known = metadata;
    if (known == null) {
      try {
        known = OIDCProviderMetadata.resolve(new Issuer(provider.issuer()), MILLIS, MILLIS);
      } catch (GeneralException | IOException e) {
        throw unavailable(e);
      }
      metadata = known;
    }
    return known;
  }

  private ProviderUnavailable unavailable(Exception e) {
    return new ProviderUnavailable(provider + " does not answer: " + e.getMessage(), e);
  }

  /**
   * Where a browser is sent.
   *
   * @param state by which it is known when it comes back
   * @param nonce what the token has to hold
   * @param afresh whether the person has to show again who it is
   */
  URI ask(String state, CodeVerifier verifier, String nonce, boolean afresh) {
    var request =
        new AuthenticationRequest.Builder(
                new ResponseType(ResponseType.Value.CODE),
                new Scope("openid"),
                new ClientID(provider.client()),
                back())
            .endpointURI(metadata().getAuthorizationEndpointURI())
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

  /** The ID token for the code that the browser brought back; empty if the provider refuses it. */
  Optional<SignedJWT> token(String code, CodeVerifier verifier) {
    var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), back(), verifier);
    var client = new ClientID(provider.client());
    URI endpoint = metadata().getTokenEndpointURI();
    TokenRequest request =
        provider
            .secret()
            .map(
                secret ->
                    new TokenRequest.Builder(
                            endpoint, new ClientSecretBasic(client, new Secret(secret)), grant)
                        .build())
            .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant).build());
    try {
      HTTPRequest http = request.toHTTPRequest();
      http.setConnectTimeout(MILLIS);
      http.setReadTimeout(MILLIS);
      TokenResponse response = OIDCTokenResponseParser.parse(http.send());
      if (response instanceof OIDCTokenResponse good
          && good.getOIDCTokens().getIDToken() instanceof SignedJWT token) {
        return Optional.of(token);
      }
      LOG.warn("{} gave no ID token: {}", provider, said(response));
      return Optional.empty();
    } catch (ParseException | IOException e) {
      throw unavailable(e);
    }
  }

  private static String said(TokenResponse response) {
    return response instanceof TokenErrorResponse bad
        ? String.valueOf(bad.getErrorObject().toJSONObject())
        : "there is none in what it answered";
  }

  /** The key that signed the token, if the provider says that it is one of its own. */
  Optional<JWK> key(SignedJWT token) {
    try {
      return Optional.ofNullable(
              JWKSet.load(metadata().getJWKSetURI().toURL(), MILLIS, MILLIS, LARGEST)
                  .getKeyByKeyId(token.getHeader().getKeyID()))
          .map(JWK::toPublicJWK);
    } catch (IOException | java.text.ParseException e) {
      throw unavailable(e);
    }
  }
}
