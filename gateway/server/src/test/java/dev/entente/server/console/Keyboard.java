package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Map;

/** Somebody who has no mouse, and sees where they are. */
final class Keyboard {
  private static final int MOST_STEPS = 80;

  /**
   * What has the focus: whether it follows what had it before, whether it is seen, and its name.
   * Outline or shadow have to be there that are not without the focus.
   */
  private static final String FOCUSED =
      """
      () => {
        const at = document.activeElement;
        const before = window.focusedBefore;
        window.focusedBefore = at;
        const look = (it) => { const s = getComputedStyle(it); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor].join(); };
        const focused = look(at);
        const { top, bottom, right, width, height } = at.getBoundingClientRect();
        at.blur();
        const shows = look(at) !== focused;
        at.focus({ preventScroll: true });
        return {
          name: (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent).trim(),
          page: at === document.body,
          follows: !before || before === at || !before.isConnected || !(at.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING),
          seen: shows && width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight,
        };
      }
      """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
    // What fades in is there at once.
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  /** Goes on by the tab key until what has the focus is named so, and looks at each step. */
  Keyboard walkTo(String name) {
    for (int step = 0; step < MOST_STEPS; step++) {
      page.keyboard().press("Tab");
      var focused = (Map<?, ?>) page.evaluate(FOCUSED);
      if (Boolean.TRUE.equals(focused.get("page"))) {
        page.evaluate("delete window.focusedBefore"); // past the end, and begins again
        continue;
      }
      String at = String.valueOf(focused.get("name"));
      assertThat(focused.get("seen")).as("the focus is seen at `%s`", at).isEqualTo(true);
      assertThat(focused.get("follows")).as("`%s` comes in its order", at).isEqualTo(true);
      if (at.startsWith(name)) {
        return this;
      }
    }
    throw new AssertionError("the keyboard does not reach `" + name + "`");
  }

  void enter() {
    page.keyboard().press("Enter");
  }

  void write(String text) {
    page.keyboard().type(text);
  }
}
