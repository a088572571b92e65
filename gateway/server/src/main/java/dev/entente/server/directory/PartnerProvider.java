package dev.entente.server.directory;

import java.util.Map;

/**
 * Where a partner's people sign in to the joint view.
 *
 * @param claims what a token has to hold besides, exactly: texts, and true or false. Where there
 *     are none, every account of the provider comes in
 */
public record PartnerProvider(Provider provider, Map<String, Object> claims) {
  public PartnerProvider {
    claims = Map.copyOf(claims);
  }
}
