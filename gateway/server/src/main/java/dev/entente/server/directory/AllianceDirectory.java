package dev.entente.server.directory;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.source.Connector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that an alliance directory says, read and compared. Nothing was opened: no source, no
 * policy, no ledger. Immutable.
 *
 * @param root absolute
 * @param datasets in the order of their names, as the others; also those that no agreement offers
 * @param peers the other gateways and witnesses that this one knows
 * @param bundle where the policies come from that are used in place of the built-in ones, if any
 */
public record AllianceDirectory(
    Path root,
    Settings settings,
    SequencedMap<DatasetId, DatasetFile> datasets,
    SequencedMap<ExchangeId, ExchangeFile> exchanges,
    SequencedMap<AgreementId, AgreementFile> agreements,
    SequencedMap<String, PeerFile> peers,
    Optional<BundleAt> bundle) {
  /** Where a bundle lies if nothing else is said. */
  public static final String BUNDLE = "policies/bundle.tar.gz";

  public AllianceDirectory {
    datasets = copy(datasets);
    exchanges = copy(exchanges);
    agreements = copy(agreements);
    peers = copy(peers);
  }

  /**
   * Reads a directory with the process's environment and the connectors that are there.
   *
   * @throws DirectoryProblems with every mistake of every file
   */
  public static AllianceDirectory read(Path directory) throws DirectoryProblems {
    var connectors =
        ServiceLoader.load(Connector.class).stream().map(found -> found.get().name()).toList();
    return read(directory, System::getenv, connectors);
  }

  /**
   * Reads a directory.
   *
   * @param connectors the names that a source may have
   * @throws DirectoryProblems with every mistake of every file; nothing else is thrown
   */
  public static AllianceDirectory read(
      Path directory, Environment environment, Collection<String> connectors)
      throws DirectoryProblems {
    Path root = directory.toAbsolutePath().normalize();
    var mistakes = new Mistakes();
    var yaml = new Yaml(environment);
    var file = SettingsFile.read(root, yaml, mistakes);
    var governance = file.governance();
    var settings = file.settings();
    var sets = new DatasetReader(governance, List.copyOf(connectors), mistakes);
    var datasets = new Folder(root, "datasets", yaml, mistakes).read(sets::read);
    var wanted = new ExchangeReader(datasets, mistakes);
    var exchanges = new Folder(root, "exchanges", yaml, mistakes).read(wanted::read);
    var agreed =
        new AgreementReader(
            root,
            settings.map(Settings::gateway).orElse(""),
            governance,
            datasets,
            exchanges,
            mistakes);
    var agreements = new Folder(root, "agreements", yaml, mistakes).read(agreed::read);
    var known = new PeerReader(settings.map(Settings::gateway).orElse(""), agreements, mistakes);
    var peers = new Folder(root, "peers", yaml, mistakes).read(known::read);
    var policy = settings.map(Settings::policy).orElseGet(PolicySettings::standard);
    var bundle = policy.bundle().or(() -> bundle(root, mistakes));
    if (bundle.isEmpty() && policy.opa().isPresent()) {
      mistakes.add(
          new Mistake(
              "entente.yaml",
              1,
              "`policy: engine: opa` needs the bundle that OPA runs here too, as " + BUNDLE));
    }
    mistakes.refuse();
    return new AllianceDirectory(
        root,
        settings.orElseThrow(),
        byId(datasets.byName().values(), DatasetFile::id),
        byId(exchanges.byName().values(), ExchangeFile::id),
        byId(agreements.byName().values(), AgreementFile::id),
        byId(peers.byName().values(), PeerFile::name),
        bundle);
  }

  /** Policies without a bundle would be left unused, and nobody would know. */
  private static Optional<BundleAt> bundle(Path root, Mistakes mistakes) {
    Path bundle = root.resolve(BUNDLE);
    if (Files.exists(bundle)) {
      return Optional.of(new BundleAt.Here(bundle));
    }
    String[] others = root.resolve("policies").toFile().list();
    if (others != null && others.length > 0) {
      mistakes.add(
          new Mistake(
              BUNDLE,
              1,
              "there is no such file beside the others: build it with `entente policy build` or `opa build`,"
                  + " or remove the folder to have the default policy"));
    }
    return Optional.empty();
  }

  /**
   * Refuses two agreements of one partner that offer the same dataset.
   *
   * @param isClosed whether the ledger has closed an agreement, which then is in nobody's way
   * @throws DirectoryProblems with every such pair
   */
  public void keepApart(Predicate<AgreementId> isClosed) throws DirectoryProblems {
    var mistakes = new Mistakes();
    Arenas.keepApart(
        agreements.values().stream().filter(it -> !isClosed.test(it.id())).toList(), mistakes);
    mistakes.refuse();
  }

  /**
   * Reads {@code entente.yaml} alone, whatever stands in the other files.
   *
   * @throws DirectoryProblems with every mistake in it
   */
  public static Settings settings(Path directory) throws DirectoryProblems {
    var mistakes = new Mistakes();
    Path root = directory.toAbsolutePath().normalize();
    var file = SettingsFile.read(root, new Yaml(System::getenv), mistakes);
    mistakes.refuse();
    return file.settings().orElseThrow();
  }

  private static <K, V> SequencedMap<K, V> byId(Collection<V> files, Function<V, K> id) {
    var byId = new LinkedHashMap<K, V>();
    files.forEach(file -> byId.put(id.apply(file), file));
    return byId;
  }

  private static <K, V> SequencedMap<K, V> copy(SequencedMap<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
