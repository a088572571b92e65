package dev.entente.agreement;

import dev.entente.catalog.DatasetId;
import java.nio.charset.StandardCharsets;

/** The terms that the core's tests share: one dataset over three stages, one exchange. */
public final class SampleTerms {
  public static final DatasetId ACCOUNTS = new DatasetId("accounts");

  private static final String JSON =
      """
      {"gateway": "halden", "agreement": "orchard", "partner": "Orchard Devices",
       "type": "strategic-alliance", "purposes": ["joint-planning"],
       "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
       "ladder": [
         {"stage": "early", "window": 500},
         {"stage": "mid", "window": 1000, "gate": {"cleared": 3, "approvals": 2}},
         {"stage": "late", "window": 2000, "gate": {"cleared": 3, "minimum-days": 30}}],
       "datasets": {"accounts": {"title": "Accounts we sell to", "key": ["ticker"], "fields": {
         "ticker": {"type": "string", "category": "accounts", "value": 1, "stage": "early"},
         "sector": {"type": "string", "category": "targeting", "value": 1, "stage": "early"},
         "employees": {"type": "integer", "category": "targeting", "value": 5, "stage": "mid",
           "weaker": {"early": {"release": "band", "bounds": [100, 1000, 10000]}}},
         "city": {"type": "string", "category": "targeting", "value": 2, "stage": "early"},
         "rating": {"type": "string", "category": "targeting", "value": 10, "stage": "early"},
         "award": {"type": "string", "category": "targeting", "value": 1, "stage": "early",
           "milestone": "joint-win"},
         "margin": {"type": "number", "category": "margins", "value": 20, "stage": "late"},
         "scout": {"type": "string", "category": "targeting", "value": 1, "stage": "early"}}}},
       "exchanges": {"campaigns": {"key": ["campaign"], "fields": {
         "campaign": {"type": "string", "category": "performance", "value": 1, "required": true},
         "reach": {"type": "integer", "category": "targeting", "value": 5, "minimum": 0}}}},
       "expect": {"campaigns": 30},
       "round": {"days": 30, "ratio": 0.8, "strategy": "tit-for-tat"}, "rate": 1,
       "windows": {"margins": 50}, "leak": {"per-day": 0.005, "cap": 100}, "notice": "90 days"}
      """;

  private SampleTerms() {}

  public static Terms terms() {
    return read(JSON);
  }

  /** The same between other parties. */
  public static Terms of(String agreement) {
    return with("\"orchard\"", '"' + agreement + '"');
  }

  /** The same with so small a first window. */
  public static Terms windowOf(int window) {
    String mid = "\"mid\", \"window\": 1000,";
    return read(
        replaced(
            replaced(JSON, "\"window\": 500", "\"window\": " + window),
            mid,
            mid + " \"steep\": true,"));
  }

  /** The same with parts of its text replaced, which must be there: part, by, part, by. */
  public static Terms with(String... partsAndReplacements) {
    String json = JSON;
    for (int i = 0; i < partsAndReplacements.length; i += 2) {
      json = replaced(json, partsAndReplacements[i], partsAndReplacements[i + 1]);
    }
    return read(json);
  }

  private static String replaced(String json, String part, String by) {
    if (!json.contains(part)) {
      throw new IllegalArgumentException("the sample does not say " + part);
    }
    return json.replace(part, by);
  }

  private static Terms read(String json) {
    return TermsReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
