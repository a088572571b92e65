package dev.entente.signature;

import org.jspecify.annotations.Nullable;

/** The values of an answer's components, and with {@code ;req} those of the request it answers. */
record AnswerValues(int status, Headers headers, @Nullable RequestHead request)
    implements SignatureBase.Values {
  @Override
  public String of(Component component) throws Malformed {
    if (component.option() == Component.Option.REQ) {
      if (request == null) {
        throw new Malformed("the answer covers " + component + ", but there is no request");
      }
      return new RequestValues(request).of(Component.of(component.name()));
    }
    if (!component.derived()) {
      return FieldValues.of(headers, component);
    }
    if (component.equals(Component.of("@status"))) {
      return Integer.toString(status);
    }
    throw FieldValues.unsupported(component);
  }
}
