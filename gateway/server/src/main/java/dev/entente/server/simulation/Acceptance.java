package dev.entente.server.simulation;

import dev.entente.agreement.Terms;
import dev.entente.json.Json;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.problem.Outcome;
import dev.entente.signature.Body;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifiedHead;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/** The partner's signature under the terms, such as a call would bring it. */
final class Acceptance {
  private static final Origin ORIGIN = new Origin("http", "127.0.0.1");

  private Acceptance() {}

  static AgreementAccepted of(Terms terms, SigningKey partner, InstantSource clock) {
    byte[] body = Json.write(Map.of("terms-hash", terms.hash().toString()));
    String target = "/v1/agreements/" + terms.agreement() + "/acceptance";
    Headers headers = Headers.of("content-type", "application/json");
    SentRequest sent =
        new RequestSigner(partner, clock)
            .sign(RequestHead.of("POST", ORIGIN, target, headers), body);
    var verifier = new RequestVerifier(_ -> partner.publicKey(), _ -> true, clock);
    return switch (verifier.verify(new SignedRequest(sent.head(), Body.of(body)))) {
      case Outcome.Passed<VerifiedHead>(var head) ->
          new AgreementAccepted(terms.agreement(), terms.hash(), signed(head, body));
      case Outcome.Refused<VerifiedHead>(var problem) ->
          throw new IllegalStateException("our own signature is refused: " + problem);
    };
  }

  private static SignedCall signed(VerifiedHead head, byte[] body) {
    return new SignedCall(
        head.key(),
        new String(head.signatureBase(), StandardCharsets.UTF_8),
        Base64.getUrlEncoder().withoutPadding().encodeToString(head.signature()),
        new String(body, StandardCharsets.UTF_8));
  }
}
