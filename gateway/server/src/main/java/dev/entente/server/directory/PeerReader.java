package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.signature.Origin;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the files of {@code peers/}, one after the other. */
final class PeerReader {
  private static final String[] NAMES =
      Stream.concat(
              Stream.of("peer", "url", "log-key", "witness-key", "keys"),
              Stream.of(TradeReader.NAMES))
          .toArray(String[]::new);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int MOST_KEYS = 16;

  private final String gateway;
  private final TradeReader trades;
  private final Mistakes mistakes;
  private final Map<String, String> owners = new HashMap<>();

  PeerReader(String gateway, Folder.Described<AgreementFile> agreements, Mistakes mistakes) {
    this.gateway = gateway;
    this.trades = new TradeReader(agreements, mistakes);
    this.mistakes = mistakes;
  }

  private record Place(Origin origin, String prefix) {}

  Optional<PeerFile> read(YamlFile file) {
    Doc doc = file.doc();
    mistakes.unknown(file, doc, NAMES);
    mistakes.missing(file, doc, "peer", "url");
    var name = mistakes.named(file, "peer", PeerReader::name);
    var place = part(file, "url", PeerReader::place);
    var log =
        doc.find("log-key").flatMap(at -> mistakes.attempt(file, at, () -> logKeys(at, file)));
    var witness = part(file, "witness-key", text -> witnessKey(text, file.name()));
    var keys = doc.find("keys").flatMap(list -> mistakes.attempt(file, list, () -> keys(list)));
    if (doc.find("log-key").isEmpty() && doc.find("witness-key").isEmpty()) {
      mistakes.add(
          file,
          doc,
          "give its `log-key`, so that its log is followed here, or its `witness-key`, so that it"
              + " cosigns ours; `entente peer card` prints both at the peer's");
    }
    var trade = trades.read(file);
    if (mistakes.in(file)) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerFile(
            file,
            name.orElseThrow(),
            place.orElseThrow().origin(),
            place.orElseThrow().prefix(),
            log,
            witness,
            keys.orElse(List.of()),
            trade));
  }

  private <T> Optional<T> part(YamlFile file, String name, Function<String, T> make) {
    return file.doc()
        .find(name)
        .flatMap(at -> mistakes.attempt(file, at, () -> at.as(text -> spelled(make, text))));
  }

  private static <S, T> T spelled(Function<S, T> make, S text) {
    try {
      return make.apply(text);
    } catch (NoteException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "`" + text + "` is no name for a peer: letters, digits and `.`, `_`, `-`");
    }
    return text;
  }

  /** An origin, and for a witness that has one a path. */
  private static Place place(String text) {
    try {
      String path = Optional.ofNullable(new URI(text).getRawPath()).orElse("");
      String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      return new Place(Origin.parse(text.substring(0, text.length() - path.length())), prefix);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "a peer's url is like https://orchard.example, not " + text, e);
    }
  }

  /** One, or a list of those that the log was ever signed with. */
  private VerifierKeys logKeys(Doc doc, YamlFile file) {
    List<VerifierKey> each =
        (doc.isArray() ? doc.items() : List.of(doc))
            .stream().map(at -> at.as(text -> spelled(VerifierKey::parse, text))).toList();
    VerifierKeys keys = spelled(VerifierKeys::of, each);
    if (keys.name().value().equals(gateway)) {
      throw doc.malformed("`" + gateway + "` is this gateway's own log; two logs need two names");
    }
    once("the log `" + keys.name() + "`", file.name());
    return keys;
  }

  private CosignerKey witnessKey(String text, String file) {
    CosignerKey key = CosignerKey.parse(text);
    once("the witness `" + key.name() + "`", file);
    return key;
  }

  private void once(String what, String file) {
    String other = owners.putIfAbsent(what, file);
    if (other != null) {
      throw new IllegalArgumentException(what + " stands in " + other + " too; name it once");
    }
  }

  private static List<VerifyingKey> keys(Doc list) {
    List<Doc> items = list.items();
    if (items.isEmpty() || items.size() > MOST_KEYS) {
      throw list.malformed("name 1 to " + MOST_KEYS + " keys, or leave `keys` out");
    }
    return items.stream().map(PartnerKey::read).toList();
  }
}
