package dev.entente.signature;

import java.util.List;
import org.greenbytes.http.sfv.Item;

/**
 * What an answer's signature covers: of itself, and of the request that it answers.
 *
 * @param items the same as {@code components}, ready to be serialized
 */
record AnswerCoverage(List<Component> components, List<Item<?>> items) {
  static final String TAG = "entente-response";

  private static final List<Component> ALL =
      List.of(
          Component.of("@status"),
          Component.of("content-type"),
          Component.of("content-digest"),
          Component.ofRequest("@method"),
          Component.ofRequest("@target-uri"),
          Component.ofRequest("content-digest"));

  /** The caller was not verified, or nobody is known to have asked. */
  static final AnswerCoverage UNADDRESSED = first(3);

  private static final AnswerCoverage ADDRESSED = first(5);
  private static final AnswerCoverage ADDRESSED_WITH_DIGEST = first(6);

  private static AnswerCoverage first(int count) {
    var components = ALL.subList(0, count);
    return new AnswerCoverage(components, SignatureHeaders.items(components));
  }

  /** What an answer to this request covers. */
  static AnswerCoverage of(RequestHead request) {
    return request.headers().contains("content-digest") ? ADDRESSED_WITH_DIGEST : ADDRESSED;
  }
}
