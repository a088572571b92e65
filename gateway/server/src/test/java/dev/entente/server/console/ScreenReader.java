package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a screen reader makes of a page: roles, names and levels, as the browser computes them. */
final class ScreenReader {
  private static final Pattern NODE =
      Pattern.compile(
          "( *)- '?([a-z]+)(?: (\"(?:[^\"\\\\]|\\\\.)*\"|/.+/))?((?: \\[[^]]*])*)'?:?.*");
  private static final Pattern LEVEL = Pattern.compile("\\[level=([1-6])]");

  /** What has to say what it is, or nobody who does not see it knows. */
  private static final Set<String> NAMED =
      Set.of(
          "link",
          "button",
          "textbox",
          "searchbox",
          "combobox",
          "checkbox",
          "spinbutton",
          "meter",
          "progressbar",
          "img",
          "region",
          "navigation",
          "heading");

  /** Where a script tells what came of it has to be read out. */
  private static final String MUTE =
      """
      () => [
        ...[...document.querySelectorAll('[data-verify], [data-verify-cosignature], [data-verify-statement]')]
          .filter((it) => it.nextElementSibling?.tagName !== 'OUTPUT'),
        ...[...document.querySelectorAll('form[data-order], #sign-in, #passkey, #account')]
          .filter((it) => it.querySelector('output')?.role !== 'alert'),
        ...[...document.querySelectorAll('.chart, svg')].filter((it) => it.getAttribute('role') !== 'img'),
        ...[...document.querySelectorAll('[hx-trigger*=input]')]
          .filter(() => !document.querySelector('[role=status]')),
      ].map((it) => it.outerHTML.slice(0, 120))
      """;

  private record Node(int depth, String role, String name, int level, String line) {}

  private ScreenReader() {}

  /** Holds a page to what somebody needs who hears it. */
  static void hears(Page page, String where) {
    List<Node> nodes = nodes(page.locator("body").ariaSnapshot());
    assertThat(nodes).as("%s: the main part", where).filteredOn(it -> is(it, "main")).hasSize(1);
    assertThat(nodes).as("%s: the head", where).filteredOn(it -> is(it, "banner")).hasSize(1);
    assertThat(nodes).as("%s: one title", where).filteredOn(it -> it.level() == 1).hasSize(1);
    int level = 0;
    for (Node heading : nodes.stream().filter(it -> it.level() > 0).toList()) {
      assertThat(heading.level())
          .as("%s: no level of headings is left out before %s", where, heading.line())
          .isLessThanOrEqualTo(level + 1);
      level = heading.level();
    }
    assertThat(nodes.stream().filter(it -> NAMED.contains(it.role()) && it.name().isBlank()))
        .as("%s: everything has a name", where)
        .isEmpty();
    for (int i = 0; i < nodes.size(); i++) {
      if (is(nodes.get(i), "table") && !isPictured(nodes, i)) {
        assertThat(below(nodes, i)).as("%s: headers", where).anyMatch(it -> is(it, "columnheader"));
      }
    }
    assertThat((List<?>) page.evaluate(MUTE)).as("%s: nothing is told in silence", where).isEmpty();
  }

  private static boolean is(Node node, String role) {
    return node.role().equals(role);
  }

  /** A chart's own legend is part of its picture, and is not read out. */
  private static boolean isPictured(List<Node> nodes, int index) {
    int depth = nodes.get(index).depth();
    for (int i = index - 1; i >= 0 && depth > 0; i--) {
      if (nodes.get(i).depth() < depth) {
        depth = nodes.get(i).depth();
        if (is(nodes.get(i), "img")) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Node> below(List<Node> nodes, int index) {
    return nodes.subList(index + 1, nodes.size()).stream()
        .takeWhile(it -> it.depth() > nodes.get(index).depth())
        .toList();
  }

  private static List<Node> nodes(String snapshot) {
    var nodes = new ArrayList<Node>();
    for (String line : snapshot.lines().toList()) {
      Matcher node = NODE.matcher(line);
      if (node.matches()) {
        Matcher level = LEVEL.matcher(node.group(4));
        nodes.add(
            new Node(
                node.group(1).length(),
                node.group(2),
                node.group(3) == null ? "" : node.group(3).substring(1, node.group(3).length() - 1),
                level.find() ? Integer.parseInt(level.group(1)) : 0,
                line));
      }
    }
    assertThat(nodes).as(snapshot).hasSizeGreaterThan(3);
    return nodes;
  }
}
