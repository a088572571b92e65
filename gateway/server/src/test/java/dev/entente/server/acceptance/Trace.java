package dev.entente.server.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process asked of the system, in order, as strace wrote it down. A call that others came in
 * between has two lines: one where it began and one where it ended.
 */
final class Trace {
  private static final String CALLS =
      "fsync,fdatasync,sync_file_range,write,writev,pwrite64,pwritev,sendto,sendmsg";
  private static final Pattern BEGUN = Pattern.compile("^(\\d+) +[\\d.]+ (\\w+)\\((.*)$");
  private static final Pattern RESUMED =
      Pattern.compile("^(\\d+) +[\\d.]+ <\\.\\.\\. (\\w+) resumed>.*$");
  private static final Pattern RESULT = Pattern.compile(" = (-?\\d+)[^=]*$");

  /**
   * One call.
   *
   * @param begin the line in which it began
   * @param end the line in which it returned
   */
  record Call(String name, String arguments, int begin, int end, long result) {
    boolean isSync() {
      return name.equals("fsync") || name.equals("fdatasync");
    }

    boolean isTo(String file) {
      return arguments.substring(0, Math.min(400, arguments.length())).contains(file + ">");
    }

    boolean isToSocket() {
      return arguments.matches("(?s)^\\d+<(socket|TCP).*");
    }
  }

  private final List<Call> calls;

  private Trace(List<Call> calls) {
    this.calls = calls;
  }

  /** What runs a program under strace, with whole pages of what it writes. */
  static List<String> under(Path file) {
    return List.of(
        "strace",
        "-f",
        "-ttt",
        "-y",
        "-s",
        "6000",
        "--seccomp-bpf",
        "-e",
        "trace=" + CALLS,
        "-e",
        "signal=none",
        "-o",
        file.toString());
  }

  /** Whether there is a strace, and one that may trace. */
  static boolean isPossible() {
    try {
      return new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Trace read(Path file) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, Integer> open = new HashMap<>();
    int line = 0;
    for (String text :
        Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).split("\n", -1)) {
      line++;
      Matcher begun = BEGUN.matcher(text);
      Matcher resumed = RESUMED.matcher(text);
      if (begun.matches()) {
        boolean unfinished = text.endsWith("<unfinished ...>");
        if (unfinished) {
          open.put(begun.group(1), calls.size());
        }
        calls.add(
            new Call(
                begun.group(2),
                begun.group(3),
                line,
                unfinished ? Integer.MAX_VALUE : line,
                unfinished ? -1 : result(text)));
      } else if (resumed.matches() && open.containsKey(resumed.group(1))) {
        int at = open.remove(resumed.group(1));
        Call call = calls.get(at);
        calls.set(at, new Call(call.name(), call.arguments(), call.begin(), line, result(text)));
      }
    }
    return new Trace(calls);
  }

  private static long result(String line) {
    Matcher result = RESULT.matcher(line);
    return result.find() ? Long.parseLong(result.group(1)) : -1;
  }

  /** The first call of this kind; none is an error, since then the trace shows nothing. */
  Call first(String what, Predicate<Call> wanted) {
    return calls.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the trace has no " + what));
  }

  boolean any(Predicate<Call> wanted) {
    return calls.stream().anyMatch(wanted);
  }

  long count(Predicate<Call> wanted) {
    return calls.stream().filter(wanted).count();
  }
}
