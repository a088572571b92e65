package dev.entente.server.tryout;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How it stands with the trial. */
public sealed interface State {
  /** None was asked for. */
  record None() implements State {}

  /**
   * It goes on.
   *
   * @param what is done just now
   * @param by who asked for it
   */
  record Running(String by, Instant since, String what, long done, long all) implements State {}

  /** It came to an end without a result, and why. */
  record Ended(String by, String why) implements State {}

  /** It is done. */
  record Done(String by, Instant when, Findings findings) implements State {}

  /** As it stands in answers. */
  default Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    switch (this) {
      case None() -> json.put("state", "none");
      case Running(String by, Instant since, String what, long done, long all) -> {
        json.put("state", "running");
        json.put("by", by);
        json.put("since", since.toString());
        json.put("what", what);
        json.put("done", done);
        json.put("all", all);
      }
      case Ended(String by, String why) -> {
        json.put("state", "ended");
        json.put("by", by);
        json.put("because", why);
      }
      case Done(String by, Instant when, Findings findings) -> {
        json.put("state", "done");
        json.put("by", by);
        json.put("when", when.toString());
        json.putAll(findings.json());
      }
    }
    return json;
  }
}
