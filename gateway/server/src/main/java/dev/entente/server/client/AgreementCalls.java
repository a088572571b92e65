package dev.entente.server.client;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Format;
import dev.entente.json.Json;
import dev.entente.signature.Headers;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of one agreement (PROTOCOL, Calls). Thread-safe. */
public final class AgreementCalls {
  private final PartnerClient client;
  private final String base;

  AgreementCalls(PartnerClient client, AgreementId agreement) {
    this.client = client;
    this.base = "/v1/agreements/" + agreement;
  }

  /** The terms and where the agreement stands; {@link Agreement} reads it. */
  public Reply agreement() {
    return client.get(base);
  }

  /** Puts the partner's signature under the terms with this hash. */
  public Reply accept(Sha256 terms) {
    return client.post(base + "/acceptance", Map.of("terms-hash", terms.toString()));
  }

  /** The joint view; {@link StandingSheet} reads it. */
  public Reply standing() {
    return client.get(base + "/standing");
  }

  /** A link that opens the joint view in a browser, once; {@link ViewLink} reads it. */
  public Reply view() {
    return client.post(base + "/view", Map.of());
  }

  public Reply datasets() {
    return client.get(base + "/datasets");
  }

  public Reply dataset(DatasetId dataset) {
    return client.get(base + "/datasets/" + dataset);
  }

  /** Records; {@link QueryAnswer} reads them. */
  public Reply query(DatasetId dataset, Ask ask) {
    return client.post(queryPath(dataset), ask.document());
  }

  /** Asks for groups of records. */
  public Reply aggregate(DatasetId dataset, Map<String, ?> question) {
    return client.post(base + "/datasets/" + dataset + "/aggregate", question);
  }

  /**
   * Records in another form than JSON; {@link Reply.Answered#about} says what else there is.
   *
   * @param mediaType such as {@code text/csv}
   */
  public Reply query(DatasetId dataset, Ask ask, String mediaType) {
    return client.post(queryPath(dataset), accepting(mediaType), Json.write(ask.document()));
  }

  private static Headers accepting(String mediaType) {
    return Headers.of("content-type", "application/json", "accept", mediaType);
  }

  /**
   * Sets room aside for an export; {@link ExportState.Begun} reads how much.
   *
   * @param ask the query that its parts will be
   * @param records how many records that were not seen to make room for
   */
  public Reply export(DatasetId dataset, Ask ask, int records) {
    var order = new LinkedHashMap<>(ask.document());
    order.put("records", records);
    return client.post(exports(dataset), order);
  }

  /**
   * The parts of an export, from this one on.
   *
   * @param next the cursor of the part to begin with; empty for the first
   */
  public Parts parts(DatasetId dataset, long export, Ask ask, Optional<String> next) {
    String path = exports(dataset) + "/" + export;
    return new Parts(
        part -> client.begin(path, accepting("application/x-ndjson"), Json.write(part.document())),
        ask,
        next);
  }

  /** Gives back what is left of an export. */
  public Reply end(DatasetId dataset, long export) {
    return client.delete(exports(dataset) + "/" + export);
  }

  private String exports(DatasetId dataset) {
    return base + "/datasets/" + dataset + "/exports";
  }

  /** Where queries of the dataset go. */
  public String queryPath(DatasetId dataset) {
    return base + "/datasets/" + dataset + "/query";
  }

  /**
   * Shares records; {@link ContributionAnswer} reads what became of them.
   *
   * @param key by which the gateway knows a repetition: the same for the same body, else a new one
   */
  public Reply contribute(ExchangeId exchange, Format format, byte[] body, String key) {
    return client.post(
        base + "/exchanges/" + exchange + "/contributions",
        Headers.of("content-type", format.mediaType(), "idempotency-key", key),
        body);
  }

  /**
   * Acknowledges receipts; {@link AcknowledgementAnswer} reads what became of them.
   *
   * @param signed by {@link Countersigner}, 1 to 500
   */
  public Reply acknowledge(List<String> signed) {
    return client.post(base + "/acknowledgements", Map.of("acknowledgements", signed));
  }

  /** The receipt of an entry that released something, issued again. */
  public Reply receipt(long index) {
    return client.get(base + "/entries/" + index + "/receipt");
  }

  /** The agreement's own entries from an index on. */
  public Reply entries(long from, int limit) {
    return client.get(base + "/entries?from=" + from + "&limit=" + limit);
  }

  /** The proof that an entry of the agreement is in the log ({@code c2sp.org/tlog-proof@v1}). */
  public Reply proof(long index) {
    return client.get(base + "/entries/" + index + "/proof");
  }
}
