package dev.entente.signature;

import java.util.ArrayList;
import java.util.List;
import org.greenbytes.http.sfv.Item;

/**
 * What an answer's signature covers: of itself, and of the request that it answers.
 *
 * @param items the same as {@code components}, ready to be serialized
 */
record AnswerCoverage(List<Component> components, List<Item<?>> items) {
  static final String TAG = "entente-response";

  /** The header beside a body that is records alone; covered wherever it is. */
  static final String ABOUT = "entente-answer";

  private static final List<Component> OF_ANSWER =
      List.of(
          Component.of("@status"), Component.of("content-type"), Component.of("content-digest"));
  private static final List<Component> OF_REQUEST =
      List.of(Component.ofRequest("@method"), Component.ofRequest("@target-uri"));
  private static final List<Component> OF_REQUEST_WITH_DIGEST =
      with(OF_REQUEST, List.of(Component.ofRequest("content-digest")));
  private static final List<Component> OF_RECORDS = with(OF_ANSWER, List.of(Component.of(ABOUT)));

  /** The caller was not verified, or nobody is known to have asked. */
  static final AnswerCoverage UNADDRESSED = of(OF_ANSWER);

  private static final AnswerCoverage ADDRESSED = of(with(OF_ANSWER, OF_REQUEST));
  private static final AnswerCoverage ADDRESSED_WITH_DIGEST =
      of(with(OF_ANSWER, OF_REQUEST_WITH_DIGEST));
  private static final AnswerCoverage RECORDS = of(with(OF_RECORDS, OF_REQUEST));
  private static final AnswerCoverage RECORDS_WITH_DIGEST =
      of(with(OF_RECORDS, OF_REQUEST_WITH_DIGEST));

  private static AnswerCoverage of(List<Component> components) {
    return new AnswerCoverage(components, SignatureHeaders.items(components));
  }

  private static List<Component> with(List<Component> some, List<Component> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** What an answer with these headers covers, to this request. */
  static AnswerCoverage of(RequestHead request, Headers answer) {
    boolean digest = request.headers().contains("content-digest");
    return answer.contains(ABOUT)
        ? digest ? RECORDS_WITH_DIGEST : RECORDS
        : digest ? ADDRESSED_WITH_DIGEST : ADDRESSED;
  }
}
