package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import dev.entente.json.Doc;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What stands in entries of several kinds. */
final class EntryValues {
  private EntryValues() {}

  static Amount amount(Doc doc) {
    try {
      return Amount.of(doc.number());
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time is like " + Instant.EPOCH, e);
    }
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a day is like " + LocalDate.EPOCH, e);
    }
  }

  static JWK jwk(Doc doc) {
    try {
      return JWK.parse(doc.node().toString());
    } catch (ParseException | IllegalStateException e) {
      throw doc.malformed("a JWK is expected here");
    }
  }

  /** A name that stands as a member's name. */
  static <T> T named(Function<String, T> make, String name, Doc doc) {
    try {
      return make.apply(name);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  static FieldName field(String name, Doc doc) {
    return named(FieldName::new, name, doc);
  }

  /** A count that is left out where it is 0. */
  static void counted(String name, long count, Map<String, Object> json) {
    if (count > 0) {
      json.put(name, count);
    }
  }

  static long counted(String name, Doc doc) {
    return doc.find(name).map(Doc::count).orElse(0L);
  }

  /** Who ordered it, and the document in which it stands signed. */
  static void signed(OperatorDocument document, Map<String, Object> json) {
    json.put("by", document.operator());
    json.put("document", document.compact());
  }

  static OperatorDocument signed(Doc doc) {
    return OperatorDocument.parse(doc.at("document").text());
  }

  /** What is owed, in all and by category; left out where nothing is. */
  static void debt(Account debt, Map<String, Object> json) {
    if (!debt.equals(Account.EMPTY)) {
      var categories = new LinkedHashMap<String, Object>();
      debt.categories()
          .forEach((name, owed) -> categories.put(name.value(), owed.exposure().decimal()));
      var owed = new LinkedHashMap<String, Object>();
      owed.put("exposure", debt.total().exposure().decimal());
      owed.put("categories", categories);
      json.put("debt", owed);
    }
  }

  static Account debt(Doc doc) {
    return doc.find("debt").map(EntryValues::owed).orElse(Account.EMPTY);
  }

  private static Account owed(Doc doc) {
    var categories = new LinkedHashMap<Category, Balance>();
    doc.at("categories")
        .members()
        .forEach(
            (name, owed) ->
                categories.put(named(Category::new, name, owed), Balance.owing(amount(owed))));
    return new Account(Balance.owing(amount(doc.at("exposure"))), categories);
  }
}
