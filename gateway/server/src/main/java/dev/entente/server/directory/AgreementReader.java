package dev.entente.server.directory;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.exchange.RequestRate;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.ledger.LargestEntry;
import dev.entente.server.directory.Folder.Described;
import dev.entente.signature.VerifyingKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads one file of {@code agreements/}, over the datasets and exchanges that there are. */
final class AgreementReader {
  private static final String[] NAMES = {
    "agreement",
    "partner",
    "type",
    "datasets",
    "exchanges",
    "purposes",
    "keys",
    "contacts",
    "expect",
    "round",
    "rate",
    "windows",
    "leak",
    "term",
    "notice",
    "requests",
    "joint-view"
  };
  private static final int MOST_KEYS = 100;

  private final Path root;
  private final String gateway;
  private final Governance governance;
  private final Described<DatasetFile> datasets;
  private final Described<ExchangeFile> exchanges;
  private final Mistakes mistakes;

  AgreementReader(
      Path root,
      String gateway,
      Governance governance,
      Described<DatasetFile> datasets,
      Described<ExchangeFile> exchanges,
      Mistakes mistakes) {
    this.root = root;
    this.gateway = gateway;
    this.governance = governance;
    this.datasets = datasets;
    this.exchanges = exchanges;
    this.mistakes = mistakes;
  }

  Optional<AgreementFile> read(YamlFile file) {
    Doc doc = file.doc();
    mistakes.unknown(file, doc, NAMES);
    mistakes.missing(
        file, doc, "agreement", "partner", "type", "datasets", "purposes", "keys", "contacts");
    mistakes.named(file, "agreement", AgreementId::new);
    var offered = references(file, "dataset", datasets);
    var asked = references(file, "exchange", exchanges);
    List<VerifyingKey> keys = keys(file);
    var sets = new LinkedHashMap<DatasetId, Dataset>();
    offered.known().forEach(known -> sets.put(known.id(), known.manifest().dataset()));
    var wanted = new LinkedHashMap<ExchangeId, ExchangeManifest>();
    asked.known().forEach(known -> wanted.put(known.id(), known.manifest()));
    var terms = new TermsChecks(file, governance, mistakes);
    terms.people();
    doc.find("requests").ifPresent(it -> mistakes.attempt(file, it, () -> RequestRate.read(it)));
    var provider =
        doc.find("joint-view").flatMap(new PartnerProviderReader(root, file, mistakes)::read);
    boolean whole = offered.whole() && asked.whole() && doc.find("datasets").isPresent();
    if (!whole || governance.ladder().isEmpty()) {
      return Optional.empty();
    }
    terms.numbers(sets, wanted);
    return terms(file, sets, wanted)
        .filter(_ -> !mistakes.in(file))
        .flatMap(
            agreed ->
                mistakes.attempt(
                    file, doc.at("datasets"), () -> LargestEntry.fitting(agreed, jwks(keys))))
        .map(agreed -> new AgreementFile(file, agreed, keys, provider));
  }

  private static List<JWK> jwks(List<VerifyingKey> keys) {
    return keys.stream().map(VerifyingKey::publicJwk).toList();
  }

  private record References<T>(List<T> known, boolean whole) {}

  /** What the file's list names; not whole if one of them is missing or was not read. */
  private <T> References<T> references(YamlFile file, String what, Described<T> described) {
    var known = new ArrayList<T>();
    var list = file.doc().find(what + "s");
    boolean whole =
        list.isEmpty() || mistakes.attempt(file, list.get(), list.get()::texts).isPresent();
    for (Doc item : whole && list.isPresent() ? list.get().items() : List.<Doc>of()) {
      String name = item.node().asText();
      var found = described.find(name);
      found.ifPresent(known::add);
      whole &= found.isPresent();
      if (found.isEmpty() && !described.broken(name)) {
        mistakes.add(file, item, Unknown.name(what, name, described.names()));
      }
    }
    return new References<>(known, whole);
  }

  private List<VerifyingKey> keys(YamlFile file) {
    var keys = new ArrayList<VerifyingKey>();
    var list = file.doc().find("keys");
    List<Doc> items = list.flatMap(at -> mistakes.attempt(file, at, at::items)).orElse(List.of());
    if (list.filter(Doc::isArray).isPresent() && (items.isEmpty() || items.size() > MOST_KEYS)) {
      mistakes.add(
          file,
          list.get(),
          "a partner has 1 to " + MOST_KEYS + " keys; `entente keygen` makes one");
      return List.of();
    }
    for (Doc item : items) {
      var read = mistakes.attempt(file, item, () -> PartnerKey.read(item));
      if (read.filter(keys::contains).isPresent()) {
        mistakes.add(file, item, "this key stands here twice");
      }
      read.ifPresent(keys::add);
    }
    return keys;
  }

  private Optional<Terms> terms(
      YamlFile file,
      SequencedMap<DatasetId, Dataset> sets,
      SequencedMap<ExchangeId, ExchangeManifest> wanted) {
    Doc doc = file.doc();
    try {
      Terms terms = TermsReader.read(doc, gateway, governance.ladder().orElseThrow(), sets, wanted);
      return mistakes.attempt(file, doc.at("datasets"), terms::canonical).map(_ -> terms);
    } catch (Malformed e) {
      // What the terms refuse as a whole was found before at its own place, if it was.
      if (!e.pointer().isEmpty() || !mistakes.in(file)) {
        mistakes.add(file.mistake(e));
      }
      return Optional.empty();
    }
  }
}
