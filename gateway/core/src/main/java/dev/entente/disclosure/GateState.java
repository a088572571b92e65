package dev.entente.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a stage asks for, and how far it is met.
 *
 * @param gate its name, such as {@code cleared}
 * @param have a number, a text, a list or null
 * @param missing what is still needed; 0, an empty text or list, or null where it is met
 */
public record GateState(String gate, boolean met, JsonNode have, JsonNode need, JsonNode missing) {

  /** As the partner and our people see it. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("gate", gate);
    document.put("met", met);
    document.put("have", have);
    document.put("need", need);
    document.put("missing", missing);
    return document;
  }
}
