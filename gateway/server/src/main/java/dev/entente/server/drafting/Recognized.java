package dev.entente.server.drafting;

import dev.entente.catalog.FieldType;
import dev.entente.source.Cells;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What values are by their form, whatever their column is called. One cell is enough where the form
 * is hard to meet by chance; half of them where it is not.
 */
enum Recognized {
  E_MAIL("e-mail addresses", false),
  IBAN("bank accounts (IBAN)", false),
  KEY_OR_TOKEN("keys or tokens of access", false),
  IP_ADDRESS("IP addresses", false),
  PHONE_ABROAD("telephone numbers", false),
  PHONE("telephone numbers", true),
  CARD("numbers of payment cards", true),
  SOCIAL_SECURITY("social security numbers", true),
  RANDOM("what looks drawn by lot, as secrets are", true),
  FREE_TEXT("free text", true);

  private static final Pattern MAIL = Pattern.compile("[\\w+.-]@[\\w-]++\\.\\w");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(sk|pk|rk)_(live|test)_\\w+|gh[pousr]_\\w{20,}|AKIA[A-Z0-9]{12,}|xox[abprs]-[\\w-]+"
              + "|eyJ[\\w-]+\\.[\\w-]+\\.?[\\w-]*|-----BEGIN [A-Z ]+-----.*|glpat-[\\w-]+",
          Pattern.DOTALL);
  private static final Pattern FOUR_BYTES =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}");
  private static final Pattern CALLED = Pattern.compile("[0-9(][0-9 ()/-]{5,20}[0-9]");
  private static final Pattern CARD_DIGITS = Pattern.compile("[0-9]{13,19}");
  private static final Pattern SOCIAL = Pattern.compile("[0-9]{3}-[0-9]{2}-[0-9]{4}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DRAWN = Pattern.compile("[A-Za-z0-9+/=_-]{20,}");
  private static final double BITS_OF_A_SECRET = 3.5;
  private static final int LONG_TEXT = 200;
  private static final int WORDS_OF_TEXT = 8;
  private static final int ALPHABET = 10;

  private final String what;
  private final boolean mostOfThem;

  /**
   * @param mostOfThem whether half of the cells must be of the form, not one
   */
  Recognized(String what, boolean mostOfThem) {
    this.what = what;
    this.mostOfThem = mostOfThem;
  }

  /** What cells are of this form, for a person. */
  String what() {
    return what;
  }

  boolean isSecret() {
    return this == KEY_OR_TOKEN || this == RANDOM;
  }

  /** The form that the cells have; the first in order. */
  static Optional<Recognized> in(List<String> cells) {
    for (Recognized form : values()) {
      long fitting = cells.stream().filter(form::fits).count();
      if (fitting > 0 && (!form.mostOfThem || 2 * fitting >= cells.size())) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  private boolean fits(String cell) {
    return switch (this) {
      case E_MAIL -> isMail(cell);
      case IBAN -> isIban(cell);
      case KEY_OR_TOKEN -> TOKEN.matcher(cell).matches();
      case IP_ADDRESS -> isAddress(cell);
      case PHONE_ABROAD -> isPhoneWithCountry(cell);
      case PHONE -> isPhone(cell);
      case CARD -> isCard(cell);
      case SOCIAL_SECURITY -> SOCIAL.matcher(cell).matches();
      case RANDOM -> isRandom(cell);
      case FREE_TEXT -> isFreeText(cell);
    };
  }

  /** Whether all are UUIDs, which tell records apart and say nothing. */
  static boolean areUuids(List<String> cells) {
    return !cells.isEmpty() && cells.stream().allMatch(it -> UUID.matcher(it).matches());
  }

  private static boolean isMail(String cell) {
    return cell.indexOf('@') > 0 && MAIL.matcher(cell).find();
  }

  /** ISO 13616: the number with its head at the end, letters as 10 to 35, leaves 1 by 97. */
  private static boolean isIban(String cell) {
    String plain = cell.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!ACCOUNT.matcher(plain).matches()) {
      return false;
    }
    var digits = new StringBuilder();
    (plain.substring(4) + plain.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, Character.MAX_RADIX)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static boolean isAddress(String cell) {
    return FOUR_BYTES.matcher(cell).matches()
        || (GROUPS.matcher(cell).matches()
            && (cell.contains("::") || cell.chars().filter(c -> c == ':').count() == 7));
  }

  private static boolean isPhoneWithCountry(String cell) {
    return cell.startsWith("+") && cell.length() > 1 && hasDigitsOfPhone(cell) && isCalled(cell);
  }

  private static boolean isCalled(String cell) {
    return CALLED.matcher(cell.substring(1)).matches();
  }

  private static boolean isPhone(String cell) {
    return hasDigitsOfPhone(cell)
        && CALLED.matcher(cell).matches()
        && cell.chars().anyMatch(c -> c == ' ' || c == '-' || c == '/' || c == ')')
        && Cells.parse(FieldType.DATE, cell) == null;
  }

  private static boolean hasDigitsOfPhone(String cell) {
    long digits = cell.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 7 && digits <= 15;
  }

  /** ISO/IEC 7812: Luhn's sum ends in zero. */
  private static boolean isCard(String cell) {
    String digits = cell.replace(" ", "").replace("-", "");
    if (!CARD_DIGITS.matcher(digits).matches()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = i % 2 == 0 ? digit : 2 * digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return sum % ALPHABET == 0;
  }

  private static boolean isRandom(String cell) {
    return DRAWN.matcher(cell).matches()
        && !UUID.matcher(cell).matches()
        && cell.chars().anyMatch(Character::isDigit)
        && cell.chars().anyMatch(Character::isLetter)
        && bits(cell) >= BITS_OF_A_SECRET;
  }

  /** Shannon's entropy of the characters of a text, in bits for each. */
  static double bits(String text) {
    double length = text.length();
    return text.chars()
        .boxed()
        .distinct()
        .mapToDouble(c -> text.chars().filter(other -> other == c).count() / length)
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }

  private static boolean isFreeText(String cell) {
    return cell.length() > LONG_TEXT || cell.split("\\s+", -1).length >= WORDS_OF_TEXT;
  }
}
