package dev.entente.agreement;

import dev.entente.json.Doc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The people who hold the relationship, on our side and on theirs. */
public record Contacts(List<String> ours, List<String> theirs) {
  private static final int ENOUGH = 2;

  public Contacts {
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
  }

  /** Whether nobody on either side holds it alone. */
  public boolean enough() {
    return ours.size() >= ENOUGH && theirs.size() >= ENOUGH;
  }

  static Contacts read(Doc doc) {
    doc.only("ours", "theirs");
    return new Contacts(doc.at("ours").texts(), doc.at("theirs").texts());
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("ours", ours);
    document.put("theirs", theirs);
    return document;
  }
}
