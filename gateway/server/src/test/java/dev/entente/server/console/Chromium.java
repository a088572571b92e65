package dev.entente.server.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real browser, where there is one; the tests that take it say loudly where there is none. */
public final class Chromium implements AutoCloseable {
  private static final Optional<Path> EXECUTABLE =
      Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
          .flatMap(
              folder ->
                  Stream.of("chromium", "chromium-browser", "google-chrome")
                      .map(name -> Path.of(folder, name)))
          .filter(Files::isExecutable)
          .findFirst();

  private final Playwright playwright;
  public final Browser browser;

  private Chromium(Path executable) {
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  public static Chromium open() {
    if (EXECUTABLE.isEmpty()) {
      System.err.println(
          "*** NOT TESTED: the console in a browser; it takes chromium on the PATH, found none ***");
    }
    Assumptions.assumeTrue(EXECUTABLE.isPresent(), "chromium is not here");
    return new Chromium(EXECUTABLE.get());
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
