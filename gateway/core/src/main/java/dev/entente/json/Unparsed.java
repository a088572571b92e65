package dev.entente.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a parser refused a document, in our words: its own tell of classes and settings. */
public final class Unparsed {
  private static final Pattern TWICE = Pattern.compile("Duplicate .*?['\"](.*)['\"]");

  private Unparsed() {}

  /** What was wrong, without the place. */
  public static String reason(JsonProcessingException e) {
    String theirs = e.getOriginalMessage();
    Matcher twice = TWICE.matcher(theirs);
    if (twice.find()) {
      return "`" + Shown.of(twice.group(1)) + "` stands here twice";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is more than 100 deep, or has a number or a name that is too long";
    }
    if (theirs.startsWith("Unexpected end")) {
      return "it ends too early";
    }
    return theirs.startsWith("Invalid UTF-8") ? "it is not UTF-8" : "it does not parse";
  }
}
