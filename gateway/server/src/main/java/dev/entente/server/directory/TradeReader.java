package dev.entente.server.directory;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.json.Doc;
import dev.entente.server.directory.Trade.Pull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what is traded with a peer. */
record TradeReader(Folder.Described<AgreementFile> agreements, Mistakes mistakes) {
  static final String[] NAMES = {"agreement", "there", "every", "grace", "pull"};

  private static final int MOST_PULLS = 50;
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int LONGEST_GRACE = 30 * DAY;

  /** Empty if nothing is, or something is wrong. */
  Optional<Trade> read(YamlFile file) {
    Doc doc = file.doc();
    if (doc.find("agreement").isEmpty()) {
      for (String name : NAMES) {
        doc.find(name)
            .ifPresent(
                at ->
                    mistakes.add(
                        file, at, "`" + name + "` is said of an `agreement`; name it first"));
      }
      return Optional.empty();
    }
    if (doc.find("log-key").isEmpty() || doc.find("keys").isEmpty()) {
      mistakes.add(
          file,
          doc.at("agreement"),
          "to trade with a gateway its `log-key` and its `keys` are needed; `entente peer card`"
              + " prints them at the peer's");
    }
    var ours = mistakes.attempt(file, doc.at("agreement"), () -> agreement(doc.at("agreement")));
    return ours.flatMap(id -> mistakes.attempt(file, doc, () -> trade(doc, id)));
  }

  private AgreementId agreement(Doc at) {
    AgreementId id = at.as(AgreementId::new);
    if (agreements.find(id.value()).isEmpty() && !agreements.broken(id.value())) {
      throw at.malformed("there is no agreements/" + id + ".yaml");
    }
    return id;
  }

  private Trade trade(Doc doc, AgreementId ours) {
    List<Doc> pulls = doc.find("pull").map(Doc::items).orElse(List.of());
    if (pulls.size() > MOST_PULLS) {
      throw doc.at("pull").malformed("at most " + MOST_PULLS + " pulls of a peer");
    }
    return new Trade(
        ours,
        doc.find("there").map(at -> at.as(AgreementId::new)).orElse(ours),
        Duration.ofSeconds(doc.find("every").map(n -> n.integer(1, DAY)).orElse(HOUR)),
        Duration.ofSeconds(doc.find("grace").map(n -> n.integer(1, LONGEST_GRACE)).orElse(DAY)),
        pulls.stream().map(pull -> pull(pull, ours)).toList());
  }

  private Pull pull(Doc doc, AgreementId ours) {
    doc.only("dataset", "exchange", "filter", "purpose");
    ExchangeId exchange = doc.at("exchange").as(ExchangeId::new);
    if (agreements
        .find(ours.value())
        .filter(it -> !it.terms().exchanges().containsKey(exchange))
        .isPresent()) {
      throw doc.at("exchange")
          .malformed("the agreement " + ours + " has no exchange `" + exchange + "`");
    }
    return new Pull(
        doc.at("dataset").as(DatasetId::new),
        exchange,
        doc.find("filter").map(Doc::text),
        doc.find("purpose").map(at -> at.as(Purpose::new)));
  }
}
