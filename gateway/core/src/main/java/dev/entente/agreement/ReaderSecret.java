package dev.entente.agreement;

import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader shows: the agreement's name, a dot, and 32 random bytes in base64url without
 * padding. It is made where the order is made; the ledger and the gateway have its hash alone.
 *
 * @param text the whole of it; keep it out of logs
 */
public record ReaderSecret(AgreementId agreement, String text) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,63})\\.[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static ReaderSecret fresh(AgreementId agreement) {
    byte[] bytes = new byte[Sha256.LENGTH];
    RANDOM.nextBytes(bytes);
    String random = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new ReaderSecret(agreement, agreement + "." + random);
  }

  /** The one that was shown; empty if it has not the form of one. */
  public static Optional<ReaderSecret> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && form.group(1).charAt(0) != '-'
        ? Optional.of(new ReaderSecret(new AgreementId(form.group(1)), text))
        : Optional.empty();
  }

  /** The SHA-256 of the text. */
  public Sha256 hash() {
    return Sha256.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whose books it is said to open, and no more. */
  @Override
  public String toString() {
    return "a secret of a reader of " + agreement;
  }
}
