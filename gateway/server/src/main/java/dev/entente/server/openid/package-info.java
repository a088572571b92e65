/**
 * Signing in by an OpenID provider: ours at the console, a partner's at the joint view. What a
 * provider answers is believed as far as OpenID Connect Core 1.0 has it verified, and no further.
 */
@NullMarked
package dev.entente.server.openid;

import org.jspecify.annotations.NullMarked;
