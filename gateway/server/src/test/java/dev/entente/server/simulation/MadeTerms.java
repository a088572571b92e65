package dev.entente.server.simulation;

import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import java.nio.charset.StandardCharsets;

/** Terms made by hand: a window of 100, then of 200; what is shared earns 10 a record. */
final class MadeTerms {
  private String ladder =
      "[{'stage': 'early', 'window': 100}, {'stage': 'late', 'window': 200, 'gate': {'cleared': 1}}]";
  private String exchanges =
      "{'reports': {'key': ['report'], 'fields': {"
          + "'report': {'type': 'string', 'category': 'reports', 'value': 0, 'required': true},"
          + "'result': {'type': 'integer', 'category': 'reports', 'value': 10, 'minimum': 1}}}}";
  private String contacts = "{'ours': ['ana', 'bo'], 'theirs': ['Kim', 'Lee']}";
  private String more = ", 'expect': {'reports': 30}";

  MadeTerms ladder(String another) {
    ladder = another;
    return this;
  }

  MadeTerms exchanges(String others) {
    exchanges = others;
    return this;
  }

  MadeTerms contacts(String others) {
    contacts = others;
    return this;
  }

  /** What follows after the exchanges. */
  MadeTerms more(String another) {
    more = another;
    return this;
  }

  Terms read() {
    String json =
        """
        {'gateway': 'halden', 'agreement': 'orchard', 'partner': 'Orchard', 'type': 'oem',
         'purposes': ['planning'], 'contacts': %s, 'ladder': %s,
         'datasets': {'accounts': {'title': 'Accounts', 'key': ['account'], 'fields': {
           'account': {'type': 'string', 'category': 'accounts', 'value': 1, 'stage': 'early'},
           'staff': {'type': 'integer', 'category': 'accounts', 'value': 5, 'stage': 'late',
                     'weaker': {'early': {'release': 'band', 'bounds': [10, 100]}}},
           'margin': {'type': 'number', 'category': 'margins', 'value': 20, 'stage': 'late'}}}},
         'exchanges': %s %s}
        """
            .formatted(contacts, ladder, exchanges, more)
            .replace('\'', '"');
    return TermsReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
