package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A sound request with one character changed, in each place of its head in turn. */
class MangledRequestTest {
  private static final Set<ProblemCode> REFUSALS =
      Set.of(
          ProblemCode.SIGNATURE_MISSING,
          ProblemCode.SIGNATURE_INVALID,
          ProblemCode.SIGNATURE_STALE);

  private final SigningKey key = SigningKey.generate();
  private final Draft draft = new Draft(key);
  private final RememberedNonces nonces = new RememberedNonces();
  private final RequestVerifier verifier =
      new RequestVerifier(Jwks.of(key.publicKey()), nonces, () -> Instant.ofEpochSecond(Draft.NOW));

  private void refused(SignedRequest request, String what) {
    assertThat(verifier.verify(request))
        .as(what)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refusal -> assertThat(REFUSALS).contains(refusal.problem().code()));
    assertThat(nonces.spent()).as(what).isEmpty();
  }

  private static List<String> mangled(String text, int at) {
    char c = text.charAt(at);
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    var variants = new ArrayList<String>();
    for (char other :
        new char[] {
          (char) (c ^ 1), (char) (c ^ 32), (char) (c + 1), '"', ',', '\u0000', '\u00e9'
        }) {
      if (other != c) {
        variants.add(before + other + after);
      }
    }
    variants.add(before + after);
    variants.add(before + c + c + after);
    return variants;
  }

  @Test
  void inNoSignedHeaderDoesAChangedCharacterPass() {
    var signed = draft.signed();
    var lines = signed.head().headers().lines();
    int tried = 0;
    for (int line = 0; line < lines.size(); line++) {
      String name = lines.get(line).name();
      if (Set.of("host", "content-length", "x-trace").contains(name)) {
        continue;
      }
      String value = lines.get(line).value();
      for (int at = 0; at < value.length(); at++) {
        for (String variant : mangled(value, at)) {
          var changed = new ArrayList<>(lines);
          changed.set(line, new Headers.Header(name, variant));
          refused(draft.message(Headers.of(changed)), name + ": " + variant);
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(3000);
    assertThat(verifier.verify(signed)).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void inNeitherMethodNorTargetDoesAChangedCharacterPass() {
    var head = draft.signed().head();
    var body = Body.of(draft.body);
    for (int at = 0; at < head.target().length(); at++) {
      for (String variant : mangled(head.target(), at)) {
        var changed = RequestHead.of(head.method(), Draft.ORIGIN, variant, head.headers());
        refused(new SignedRequest(changed, body), variant);
      }
    }
    for (int at = 0; at < head.method().length(); at++) {
      for (String variant : mangled(head.method(), at)) {
        var changed = RequestHead.of(variant, Draft.ORIGIN, head.target(), head.headers());
        refused(new SignedRequest(changed, body), variant);
      }
    }
    var elsewhere =
        RequestHead.of(
            head.method(), Origin.parse("http://gateway.example"), head.target(), head.headers());
    refused(new SignedRequest(elsewhere, body), "another origin");
  }

  @Test
  void withoutAnyOneSignedHeaderItDoesNotPass() {
    var lines = draft.signed().head().headers().lines();
    for (int line = 0; line < lines.size(); line++) {
      String name = lines.get(line).name();
      if (!Set.of("host", "content-length", "x-trace").contains(name)) {
        var rest = new ArrayList<>(lines);
        rest.remove(line);
        refused(draft.message(Headers.of(rest)), "without " + name);
      }
    }
  }
}
