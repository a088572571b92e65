package dev.entente.server.console;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.governance.Done;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Signatories;
import dev.entente.operator.UnsignedOrder;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** How people come in: by a link the first time, and by a passkey that they make then. */
final class SignIns {
  private static final int LONGEST_NAME = 100;

  private final Backstage backstage;
  private final Site site;
  private final Links links;

  SignIns(Backstage backstage, Site site) {
    this.backstage = backstage;
    this.site = site;
    this.links = new Links(backstage.clock());
  }

  Links links() {
    return links;
  }

  private Signatories signatories() {
    return backstage.ledger().trust().signatories();
  }

  /** Whether this person can come in without a link. */
  boolean comesIn(String operator) {
    return signatories().of(operator).stream().anyMatch(it -> !(it instanceof Credential.Own));
  }

  /** Whether this person signs with a passkey, wherever it is. */
  boolean hasPasskey(String operator) {
    return signatories().of(operator).stream().anyMatch(Credential.Passkey.class::isInstance);
  }

  /**
   * Whom a browser says that it is, where nobody is signed in.
   *
   * @throws Malformed if it is longer than anybody's name, so that little of it is kept
   */
  static String name(Doc said) {
    String name = said.at("operator").as(String::strip);
    if (name.length() > LONGEST_NAME) {
      throw said.at("operator").malformed("nobody here has a name that long");
    }
    return name;
  }

  /** The text that a person signs to come in. */
  UnsignedOrder text(String operator) {
    return UnsignedOrder.of(
        backstage.settings().gateway(),
        operator,
        new Command.SignIn(),
        "to look",
        backstage.clock().instant());
  }

  /**
   * The text as the passkey signed it, by whichever of the person's passkeys it was.
   *
   * @param said what the browser says the authenticator said
   */
  Optional<OperatorDocument> signed(UnsignedOrder text, String operator, Doc said) {
    byte[] data = bytes(said, "authenticatorData");
    byte[] client = bytes(said, "clientDataJSON");
    byte[] signature = bytes(said, "signature");
    return signatories().of(operator).stream()
        .filter(Credential.Passkey.class::isInstance)
        .map(Credential.Passkey.class::cast)
        .map(passkey -> text.asserted(passkey, data, client, signature))
        .filter(document -> signatories().haveSigned(document))
        .findFirst();
  }

  private static byte[] bytes(Doc said, String name) {
    return said.at(name).as(text -> Base64.getUrlDecoder().decode(text));
  }

  /**
   * Enrols a passkey that the browser made just now, for one whose own key still lies with us and
   * signs for it.
   *
   * @param said the key that the browser says was made
   */
  Optional<Problem> enroll(String operator, Doc said) {
    return enroll(operator, new Credential.Passkey(publicKey(said), site.host()));
  }

  /**
   * Enrols something that this person signs with, signed by the person's own key that lies here.
   */
  Optional<Problem> enroll(String operator, Credential credential) {
    Optional<SigningKey> key = lying(operator);
    if (key.isEmpty()) {
      return Optional.of(
          Problem.of(
              ProblemCode.ORDER_REFUSED,
              "the key of "
                  + operator
                  + " is not with the gateway any more, so another credential of theirs has to sign:"
                  + " sign in with a passkey that you have"));
    }
    OperatorDocument document =
        UnsignedOrder.of(
                backstage.settings().gateway(),
                operator,
                new Command.Enroll(credential),
                "made from the link that the gateway printed",
                backstage.clock().instant())
            .sign(key.get());
    return backstage.desk().take(document) instanceof Outcome.Refused<Done>(Problem problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  private Optional<SigningKey> lying(String operator) {
    Path file = backstage.keys().file(operator);
    try {
      return Files.exists(file)
          ? Optional.of(SigningKey.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Of a key of P-256, as every browser has it (Web Authentication Level 3, section 5.2.1.1). */
  static JWK publicKey(Doc said) {
    try {
      var key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(bytes(said, "publicKey")));
      if (!(key instanceof ECPublicKey ec)) {
        throw new Malformed(said.pointer(), "a key of P-256 is expected");
      }
      return new ECKey.Builder(Curve.P_256, ec).build();
    } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
      throw new Malformed(said.pointer(), "not a public key of P-256");
    }
  }
}
