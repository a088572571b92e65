package dev.entente.server.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.Headers;
import dev.entente.signature.Jwks;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.SentRequest;
import java.nio.charset.StandardCharsets;

/** An answer as it came. */
public record Reply(int status, Headers headers, byte[] body) {
  public JsonNode json() {
    return RunningGateway.json(body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The problem's code, such as {@code not-a-party}. */
  public String code() {
    return json().get("type").textValue().substring("urn:entente:problem:".length());
  }

  public AnswerProof proof(Jwks keys) {
    return new AnswerVerifier(keys).verify(new ReceivedAnswer(status, headers, body));
  }

  public AnswerProof proof(Jwks keys, SentRequest request) {
    return new AnswerVerifier(keys).verify(request, new ReceivedAnswer(status, headers, body));
  }
}
