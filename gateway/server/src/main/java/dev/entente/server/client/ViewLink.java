package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.server.client.Reply.Answered;
import dev.entente.signature.Origin;

/**
 * A link that opens the joint view in a browser, once.
 *
 * @param until when it can be used, as the gateway spells it
 */
public record ViewLink(String link, String until) {
  /**
   * Reads it.
   *
   * @param gateway that was called, and that the link leads to whatever the answer says
   * @throws Malformed if it is none
   */
  public static ViewLink read(Answered answered, Origin gateway) {
    Doc document = answered.document();
    String path = document.at("link").text();
    if (!path.matches("/[!-~]*") || path.startsWith("//")) {
      throw new Malformed("/link", "a path of the gateway is expected");
    }
    return new ViewLink(gateway + path, document.at("until").text());
  }
}
