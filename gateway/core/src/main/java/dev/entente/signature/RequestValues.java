package dev.entente.signature;

import org.jspecify.annotations.Nullable;

/**
 * The values of a request's components (RFC 9421 sections 2.1 and 2.2). Scheme and authority are
 * those of the configured origin, whatever Host says.
 */
record RequestValues(RequestHead head) implements SignatureBase.Values {
  @Override
  public String of(Component component) throws Malformed {
    if (!component.derived()) {
      return FieldValues.of(head.headers(), component);
    }
    if (component.name().equals("@query-param") && component.option() == Component.Option.NAME) {
      return QueryParameters.value(head.query(), component);
    }
    if (component.option() != Component.Option.NONE) {
      throw FieldValues.unsupported(component);
    }
    return switch (component.name()) {
      case "@method" -> head.method();
      case "@target-uri" -> head.targetUri();
      case "@authority" -> head.origin().authority();
      case "@scheme" -> head.origin().scheme();
      case "@request-target" -> head.target();
      case "@path" -> head.path().isEmpty() ? "/" : head.path();
      case "@query" -> "?" + text(head.query());
      default -> throw FieldValues.unsupported(component);
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
