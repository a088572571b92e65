package dev.entente.connectors.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Link} header (RFC 8288), read for its {@code rel="next"}. */
final class LinkHeader {
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
  private static final String PARAMETER =
      "\\s*;\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*(?:=\\s*(" + QUOTED + "|[^\\s;,\"]*+))?";
  private static final Pattern PARAMETERS = Pattern.compile(PARAMETER);
  private static final Pattern LINK =
      Pattern.compile("\\G[\\s,]*<([^>]*+)>((?:" + PARAMETER + ")*+)\\s*(?=,|$)");

  private LinkHeader() {}

  /** The address of the next page, as it stands there; empty if none is named. */
  static Optional<String> next(List<String> lines) {
    return lines.stream()
        .flatMap(line -> LINK.matcher(line).results())
        .filter(link -> isNext(link.group(2)))
        .map(link -> link.group(1))
        .findFirst();
  }

  /** Of several {@code rel} the first counts; a link from elsewhere, by an anchor, is not ours. */
  private static boolean isNext(String parameters) {
    Matcher each = PARAMETERS.matcher(parameters);
    Optional<String> relation = Optional.empty();
    while (each.find()) {
      String name = each.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("anchor")) {
        return false;
      }
      if (name.equals("rel") && relation.isEmpty()) {
        relation = Optional.of(each.group(2) == null ? "" : each.group(2).replace("\"", ""));
      }
    }
    return relation.stream()
        .flatMap(it -> Arrays.stream(it.split("\\s+")))
        .anyMatch(it -> it.equalsIgnoreCase("next"));
  }
}
