package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.ledger.Trust;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Requests that were refused for their signature, since the start: a number for each agreement that
 * there is and each reason. Whoever sent them is not known. Thread-safe.
 */
public final class RefusedSignatures {
  private static final String PROBLEM = "urn:entente:problem:";
  private static final String AGREEMENTS = "/v1/agreements/";
  private static final List<String> CODES =
      List.of("digest-mismatch", "signature-invalid", "signature-replayed", "signature-stale");

  private record Kind(Optional<AgreementId> agreement, String code) {}

  /**
   * How often.
   *
   * @param agreement in whose name; empty if it is none of ours
   * @param last when last
   */
  public record Count(Optional<AgreementId> agreement, String code, long times, Instant last) {}

  private final Map<Kind, Count> counts = new ConcurrentHashMap<>();
  private final Supplier<Trust> trust;
  private final InstantSource clock;

  public RefusedSignatures(Supplier<Trust> trust, InstantSource clock) {
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * A request was answered 401; one that was not signed at all is none of these.
   *
   * @param path that it asked for
   * @param problem the answer's body
   */
  public void note(String path, byte[] problem) {
    if (problem.length == 0) {
      return; // of a HEAD
    }
    String type = Json.read(problem).path("type").asText();
    String code = type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    if (CODES.contains(code)) {
      counts.merge(
          new Kind(agreement(path), code),
          new Count(agreement(path), code, 1, clock.instant()),
          (before, now) -> new Count(now.agreement(), code, before.times() + 1, now.last()));
    }
  }

  private Optional<AgreementId> agreement(String path) {
    if (!path.startsWith(AGREEMENTS)) {
      return Optional.empty();
    }
    String name = path.substring(AGREEMENTS.length()).split("/", 2)[0];
    try {
      var id = new AgreementId(name);
      return trust.get().standing(id).map(_ -> id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All of them, the most frequent first. */
  public List<Count> counts() {
    return counts.values().stream()
        .sorted(Comparator.comparingLong(Count::times).reversed().thenComparing(Count::code))
        .toList();
  }

  /** Those in the name of an agreement. */
  public List<Count> of(AgreementId agreement) {
    return CODES.stream()
        .map(code -> counts.get(new Kind(Optional.of(agreement), code)))
        .filter(Objects::nonNull)
        .toList();
  }
}
