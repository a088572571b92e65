package dev.entente.connectors.http;

import dev.entente.catalog.FieldName;
import dev.entente.signature.Origin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a manifest says of an API.
 *
 * @param url of the first page, before any parameter of ours
 * @param headers that go with each request
 * @param records where the list of records stands in an answer
 * @param parameters by which the API itself keeps to records where a field has one value
 * @param origins that may be called for records
 * @param fresh how long records once read are used again
 * @param trust certificates that are trusted in place of the platform's
 */
record Location(
    URI url,
    Map<String, String> headers,
    Auth auth,
    List<String> records,
    Paging paging,
    Map<FieldName, String> parameters,
    Set<Origin> origins,
    Duration fresh,
    Optional<Path> trust) {
  Location {
    headers = Map.copyOf(headers);
    records = List.copyOf(records);
    parameters = Map.copyOf(parameters);
    origins = Set.copyOf(origins);
  }
}
