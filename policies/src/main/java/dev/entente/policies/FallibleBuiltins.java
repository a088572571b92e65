package dev.entente.policies;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.NameCustomSection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * OPA's built-ins that can fail on a value of the right type, such as a division by zero. OPA has
 * an error for that, Wasm has none: the rule is undefined, so a denial denies nothing, and nobody
 * hears of it. A module that uses one is refused by the embedded engine.
 */
public final class FallibleBuiltins {
  /** By the function of OPA's runtime in Wasm that does it. */
  private static final Map<String, Set<String>> BY_FUNCTION =
      Map.ofEntries(
          Map.entry("opa_arith_divide", Set.of("div")),
          Map.entry("opa_arith_rem", Set.of("rem")),
          Map.entry("opa_array_slice", Set.of("array.slice")),
          Map.entry("opa_base64_decode", Set.of("base64.decode")),
          Map.entry("opa_base64_url_decode", Set.of("base64url.decode")),
          Map.entry("opa_bits_and", Set.of("bits.and")),
          Map.entry("opa_bits_negate", Set.of("bits.negate")),
          Map.entry("opa_bits_or", Set.of("bits.or")),
          Map.entry("opa_bits_shiftleft", Set.of("bits.lsh")),
          Map.entry("opa_bits_shiftright", Set.of("bits.rsh")),
          Map.entry("opa_bits_xor", Set.of("bits.xor")),
          Map.entry("opa_cidr_contains", Set.of("net.cidr_contains", "net.cidr_overlap")),
          Map.entry("opa_cidr_intersects", Set.of("net.cidr_intersects")),
          Map.entry("opa_glob_match", Set.of("glob.match")),
          Map.entry("opa_json_unmarshal", Set.of("json.unmarshal")),
          Map.entry("opa_numbers_range", Set.of("numbers.range")),
          Map.entry(
              "opa_regex_find_all_string_submatch", Set.of("regex.find_all_string_submatch_n")),
          Map.entry("opa_regex_match", Set.of("regex.match", "re_match")),
          Map.entry("opa_strings_format_int", Set.of("format_int")),
          Map.entry("opa_strings_indexof", Set.of("indexof")),
          Map.entry("opa_strings_substring", Set.of("substring")),
          Map.entry("opa_to_number", Set.of("to_number")));

  /** What an author is told beside the name. */
  public static final String CURE =
      "can fail, and in the embedded engine a rule in which it does would be as if it were not"
          + " written; write the rule without it (`a > 2 * b` for `a / b > 2`), or take an OPA"
          + " server (`engine: opa`), where that is an error";

  private FallibleBuiltins() {}

  /** Their names in OPA's capabilities; {@code div} and {@code rem} are written / and %. */
  public static Set<String> names() {
    var names = new TreeSet<String>();
    BY_FUNCTION.values().forEach(names::addAll);
    return names;
  }

  /**
   * Looks for them in a module: {@code opa build} links what the rules use and nothing else, and
   * leaves the functions' names in it.
   *
   * @throws BundleRefused if one is used, or it cannot be told
   */
  static void refuse(byte[] wasm) {
    var found = new TreeSet<String>();
    NameCustomSection names = names(wasm);
    int left = names.functionNameCount();
    for (int i = 0; left > 0; i++) {
      String name = names.nameOfFunction(i);
      if (name != null) {
        left--;
        found.addAll(BY_FUNCTION.getOrDefault(name, Set.of()));
      }
    }
    if (!found.isEmpty()) {
      throw new BundleRefused(
          "its rules use `" + String.join("` or `", found) + "`, which " + CURE);
    }
  }

  private static NameCustomSection names(byte[] wasm) {
    NameCustomSection names;
    try {
      names = Parser.parse(wasm).nameSection();
    } catch (ChicoryException e) {
      throw new BundleRefused(
          "its policy.wasm does not run; build it with `opa build -t wasm`: " + e.getMessage());
    }
    if (names == null || names.functionNameCount() == 0) {
      throw new BundleRefused(
          "its policy.wasm does not name its functions, as `opa build -t wasm` does");
    }
    return names;
  }
}
