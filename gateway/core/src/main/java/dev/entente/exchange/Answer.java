package dev.entente.exchange;

import dev.entente.json.Json;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Content;
import dev.entente.signature.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** What will be answered, before it is signed. */
public final class Answer {
  public static final String JSON = "application/json";
  public static final String PROBLEM = "application/problem+json";
  public static final String TEXT = "text/plain; charset=utf-8";

  private final int status;
  private final String contentType;
  private final Content content;
  private final Headers about;
  private final Headers headers;

  private Answer(int status, String contentType, Content content, Headers about, Headers headers) {
    this.status = status;
    this.contentType = contentType;
    this.content = content;
    this.about = about;
    this.headers = headers;
  }

  /** A 200 with these bytes, which are not copied. */
  public static Answer ok(String contentType, byte[] body) {
    return of(200, contentType, body);
  }

  /**
   * A 200 whose content is records alone, in that form; what else there is to say of them stands in
   * a header.
   */
  static Answer rendered(String contentType, Content content, String about) {
    return new Answer(
        200, contentType, content, Headers.of(AnswerSigner.ABOUT, about), Headers.none());
  }

  /** An answer with these bytes, which are not copied, where a status says more than a problem. */
  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, Content.of(body), Headers.none(), Headers.none());
  }

  /** A 200 with this document. */
  public static Answer json(Object document) {
    return ok(JSON, Json.write(document));
  }

  public static Answer text(String text) {
    return ok(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code {before, "records": […], after}}, the records' bytes copied as they were rendered. */
  static byte[] joined(byte[] before, byte[] records, byte[] after) {
    var body = new ByteArrayOutputStream(before.length + records.length + after.length + 16);
    body.write(before, 0, before.length - 1);
    body.writeBytes(",\"records\":".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(records);
    body.write(',');
    body.write(after, 1, after.length - 1);
    return body.toByteArray();
  }

  public static Answer problem(Problem problem) {
    return new Answer(
        problem.code().status(),
        PROBLEM,
        Content.of(Json.write(problem.document())),
        Headers.none(),
        headers(problem));
  }

  /** RFC 9110 section 15.5.6: a 405 says which methods there are; others when to come again. */
  private static Headers headers(Problem problem) {
    Object wait = problem.members().get("retry-after");
    if (wait != null) {
      return Headers.of("retry-after", wait.toString());
    }
    return problem.code() == ProblemCode.METHOD_NOT_ALLOWED
            && problem.members().get("allow") instanceof Collection<?> allow
        ? Headers.of("allow", String.join(", ", allow.stream().map(String::valueOf).toList()))
        : Headers.none();
  }

  /**
   * What a HEAD is answered (RFC 9110 section 9.3.2): all but the body, so that what is signed is
   * what is sent (RFC 9530 appendix B.2).
   */
  public Answer withoutBody() {
    return new Answer(status, contentType, Content.of(new byte[0]), about, headers);
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  public byte[] body() {
    return content.bytes();
  }

  Content content() {
    return content;
  }

  /** The headers that are signed: Content-Type, and what is said of records beside them. */
  Headers signedHeaders() {
    return Headers.of("content-type", contentType).and(about);
  }

  /** Further headers, which are not signed. */
  public Headers headers() {
    return headers;
  }
}
