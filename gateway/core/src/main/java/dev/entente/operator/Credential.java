package dev.entente.operator;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.signature.Algorithm;
import dev.entente.signature.KeyId;
import dev.entente.signature.VerifyingKey;
import java.net.IDN;
import java.net.URI;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one of our people signs orders with. */
public sealed interface Credential {
  /**
   * A key of the operator's own.
   *
   * @param key public, Ed25519
   */
  record Own(JWK key) implements Credential {
    public Own {
      if (VerifyingKey.of(key).algorithm() != Algorithm.ED25519) {
        throw new IllegalArgumentException(
            "an operator's key is Ed25519; `entente keygen` makes one");
      }
    }
  }

  /**
   * A passkey: a key that does not leave its authenticator (Web Authentication Level 3).
   *
   * @param key public, Ed25519 or P-256
   * @param relyingParty the domain for which the authenticator made it, and signs alone
   */
  record Passkey(JWK key, String relyingParty) implements Credential {
    public Passkey {
      VerifyingKey.of(key);
      if (!IDN.toASCII(relyingParty, IDN.USE_STD3_ASCII_RULES).equals(relyingParty)) {
        throw new IllegalArgumentException(
            "a relying party is a domain, like console.halden.example");
      }
    }
  }

  /**
   * An account at an OpenID provider (OpenID Connect Core 1.0).
   *
   * @param issuer the provider ({@code iss})
   * @param client what it knows us as ({@code aud})
   * @param subject what it knows the operator as ({@code sub})
   */
  record Account(String issuer, String client, String subject) implements Credential {
    private static final int LONGEST = 255;

    public Account {
      if (!URI.create(issuer).isAbsolute()) {
        throw new IllegalArgumentException("an issuer is a URL");
      }
      if (client.isBlank() || subject.isBlank() || subject.length() > LONGEST) {
        throw new IllegalArgumentException("an account has a client and a subject");
      }
    }
  }

  /** Whether the two are one key, or one account, whatever else is said of them. */
  default boolean isSameAs(Credential other) {
    return switch (this) {
      case Own(JWK key) -> other instanceof Own(JWK that) && same(key, that);
      case Passkey(JWK key, _) -> other instanceof Passkey(JWK that, _) && same(key, that);
      case Account(var issuer, _, var subject) ->
          other instanceof Account(var otherIssuer, _, var otherSubject)
              && issuer.equals(otherIssuer)
              && subject.equals(otherSubject);
    };
  }

  private static boolean same(JWK key, JWK other) {
    return KeyId.of(key).equals(KeyId.of(other));
  }

  /** As it stands in orders and entries. */
  default Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    switch (this) {
      case Own(JWK key) -> json.put("key", key.toJSONObject());
      case Passkey(JWK key, var relyingParty) -> {
        json.put("passkey", key.toJSONObject());
        json.put("relying-party", relyingParty);
      }
      case Account(var issuer, var client, var subject) -> {
        json.put("issuer", issuer);
        json.put("client", client);
        json.put("subject", subject);
      }
    }
    return json;
  }

  /**
   * Reads what {@link #json} writes.
   *
   * @throws Malformed if it is none
   */
  static Credential read(Doc doc) {
    try {
      if (doc.find("passkey").isPresent()) {
        return new Passkey(
            JWK.parse(doc.at("passkey").node().toString()), doc.at("relying-party").text());
      }
      return doc.find("key").isPresent()
          ? new Own(JWK.parse(doc.at("key").node().toString()))
          : new Account(doc.at("issuer").text(), doc.at("client").text(), doc.at("subject").text());
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw doc.malformed("not a credential: " + e.getMessage());
    }
  }
}
