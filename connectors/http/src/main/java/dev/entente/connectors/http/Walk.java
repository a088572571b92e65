package dev.entente.connectors.http;

import dev.entente.json.Shown;
import dev.entente.problem.Unavailable;
import dev.entente.source.Findings;
import dev.entente.source.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One walk through an API, from its first page to its last. Not thread-safe. */
final class Walk {
  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int ERRORS = 400;
  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Pattern JSON =
      Pattern.compile("application/([\\w.-]+\\+)?json *(;.*)?", Pattern.CASE_INSENSITIVE);

  private final Location location;
  private final Intake intake;
  private final Pages pages;
  private final Connections connections;
  private final Credentials credentials;
  private final Findings findings;
  private final Budget budget;
  private final Deadline deadline;
  private final Set<URI> asked = new HashSet<>();
  private final List<@Nullable Object[]> all = new ArrayList<>();
  private long records;
  private boolean renewed;

  Walk(Api api, Findings findings, Limits limits) {
    this.location = api.location();
    this.intake = api.intake();
    this.pages = api.pages();
    this.connections = api.connections();
    this.credentials = api.credentials();
    this.findings = findings;
    this.budget = new Budget(limits);
    this.deadline = Deadline.in(limits.time());
  }

  /** One page, read to its end. */
  private record Read(Intake.Page taken, Pages.Told told, Optional<String> link) {}

  /**
   * Every record that the API gives, in its order.
   *
   * @param parameters by which it is asked for some only
   * @throws Unavailable if not all can be read, in time and within the limits
   */
  List<@Nullable Object[]> records(Map<String, String> parameters) {
    URI base = location.url();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      base = Parameters.with(base, parameter.getKey(), parameter.getValue());
    }
    List<@Nullable Object[]> before = List.of();
    Optional<URI> at = Optional.of(location.paging().first(base));
    while (at.isPresent() && !intake.isEnough(records)) {
      URI here = at.get();
      if (!asked.add(here)) {
        throw Unavailable.source(name(here) + " leads in a circle", null);
      }
      Read page = Attempts.make(() -> read(here), deadline);
      List<@Nullable Object[]> now = page.taken().rows();
      if (!now.isEmpty() && same(before, now)) {
        throw Unavailable.source(name(here) + " gives the page before once more", null);
      }
      all.addAll(now);
      records += page.taken().taken();
      before = now;
      at = next(base, here, page);
    }
    return all;
  }

  private static boolean same(List<@Nullable Object[]> before, List<@Nullable Object[]> now) {
    return before.size() == now.size()
        && IntStream.range(0, now.size()).allMatch(i -> Arrays.equals(before.get(i), now.get(i)));
  }

  private Optional<URI> next(URI base, URI here, Read page) {
    return switch (location.paging()) {
      case Paging.Whole() -> Optional.empty();
      case Paging.Numbered numbered ->
          page.taken().taken() == 0 || page.told().more().equals(Optional.of(false))
              ? Optional.empty()
              : Optional.of(
                  numbered.at(
                      base, numbered.first() + (numbered.byRecord() ? records : asked.size())));
      case Paging.Cursor cursor -> page.told().next().map(it -> cursor.at(base, it));
      case Paging.Link link ->
          (link.next().isEmpty() ? page.link() : page.told().next()).map(it -> within(here, it));
    };
  }

  /** An address that an answer names, if it is one that the manifest lets be called. */
  private URI within(URI here, String next) {
    try {
      URI there = here.resolve(new URI(next));
      if (there.getRawFragment() == null
          && location.origins().contains(Connections.origin(there))) {
        return there;
      }
      throw Unavailable.source(
          "%s leads to %s, which is not among the `origins`"
              .formatted(name(here), Connections.origin(there)),
          null);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw Unavailable.source(name(here) + " leads to what is no address", null);
    }
  }

  /**
   * Whether the first page would come: its head is looked at, and none of its records.
   *
   * @throws Unavailable if it would not
   */
  void look() {
    URI first = location.paging().first(location.url());
    asked.add(first);
    Attempts.make(
        () -> {
          answered(first).close();
          return first;
        },
        deadline);
  }

  /** An answer of JSON, to be closed by who reads it. */
  private Reply answered(URI uri) throws Passing {
    Credentials.Shown shown = credentials.show(location.headers(), deadline);
    Reply reply = connections.ask(uri, shown.headers(), Optional.empty(), deadline);
    boolean good = false;
    try {
      if (reply.status() == UNAUTHORIZED && !renewed && credentials.renew(shown)) {
        renewed = true;
        throw new Passing(name(uri) + " does not take the token", Optional.of(Duration.ZERO));
      }
      refuse(uri, reply);
      good = true;
      return reply;
    } finally {
      if (!good) {
        reply.close();
      }
    }
  }

  private Read read(URI uri) throws Passing {
    try (Reply reply = answered(uri)) {
      var taking = intake.page(records, findings, budget);
      Pages.Told told = pages.read(budget.counted(reply.body()), taking);
      return new Read(taking, told, LinkHeader.next(reply.headers("link")));
    } catch (IOException e) {
      throw new Passing(name(uri) + " breaks off", e);
    }
  }

  private void refuse(URI uri, Reply reply) throws Passing {
    int status = reply.status();
    if (PASSING.contains(status)) {
      throw new Passing(
          name(uri) + " answers " + status, reply.header("retry-after").flatMap(Walk::wait));
    }
    if (status >= REDIRECTS && status < ERRORS) {
      throw Unavailable.source(
          name(uri) + " answers " + status + "; redirects are not followed", null);
    }
    if (status != OK) {
      throw Unavailable.source(name(uri) + " answers " + status, null);
    }
    String type = reply.header("content-type").orElse("");
    if (!JSON.matcher(type).matches()) {
      throw Unavailable.source(
          "%s answers `%s`, which is not JSON".formatted(name(uri), Shown.of(type)), null);
    }
  }

  /** Seconds, or a date (RFC 9110 section 10.2.3). */
  private static Optional<Duration> wait(String retryAfter) {
    try {
      Duration wait =
          retryAfter.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(retryAfter))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait)
          .map(it -> it.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : it);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String name(URI uri) {
    return "%s, page %d,".formatted(Connections.origin(uri), asked.size());
  }
}
