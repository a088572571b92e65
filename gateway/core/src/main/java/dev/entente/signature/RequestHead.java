package dev.entente.signature;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request: all that is known before its body is read.
 *
 * @param method as sent; methods are case-sensitive
 * @param origin the gateway's configured external origin, never what a header claims
 * @param path as sent, percent-encoding untouched
 * @param query as sent without the {@code ?}; null where there is no {@code ?} at all
 */
public record RequestHead(
    String method, Origin origin, String path, @Nullable String query, Headers headers) {

  /**
   * The head with this request-target as it stands in the request line. Of an absolute-form target
   * (RFC 9112 section 3.2.2) scheme and authority are dropped: the origin stands in their place.
   */
  public static RequestHead of(String method, Origin origin, String target, Headers headers) {
    String relative = originForm(target);
    int mark = relative.indexOf('?');
    return mark < 0
        ? new RequestHead(method, origin, relative, null, headers)
        : new RequestHead(
            method, origin, relative.substring(0, mark), relative.substring(mark + 1), headers);
  }

  private static String originForm(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    for (int i = scheme + 3; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/') {
        return target.substring(i);
      }
      if (c == '?') {
        return "/" + target.substring(i);
      }
    }
    return "/";
  }

  /** Path and query, as they stand in a request line. */
  public String target() {
    return query == null ? path : path + "?" + query;
  }

  /** The URI that partners sign as {@code @target-uri}: the configured origin and the target. */
  public String targetUri() {
    return origin + target();
  }

  /** A copy with these header fields after its own. */
  public RequestHead with(Headers more) {
    return new RequestHead(method, origin, path, query, headers.and(more));
  }
}
