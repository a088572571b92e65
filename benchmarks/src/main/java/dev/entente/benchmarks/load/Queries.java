package dev.entente.benchmarks.load;

import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.SentRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes and signs the benchmark's queries before they are sent, for all partners in turn. */
final class Queries {
  static final int RECORDS = 20;

  /** How many pages of each partner are read again and again. */
  private static final int PAGES = 50;

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final String JSON = "application/json";

  private final Alliance alliance;
  private final Origin origin;
  private final List<RequestSigner> signers;
  private int unread = PAGES;

  Queries(Alliance alliance, URI gateway) {
    this.alliance = alliance;
    this.origin = Origin.parse(gateway.toString());
    this.signers =
        alliance.partners().stream()
            .map(partner -> new RequestSigner(partner.key(), InstantSource.system(), LIFETIME))
            .toList();
  }

  /** Queries for records that each partner has seen, once {@link #everyPage} was asked. */
  List<SentRequest> again(int count) {
    return sign(count, turn -> turn % PAGES);
  }

  /** Each partner asks once for each of the pages that are read again. */
  List<SentRequest> everyPage() {
    return sign(PAGES * signers.size(), turn -> turn);
  }

  /** Queries for records that no partner has seen. */
  List<SentRequest> first(int count) {
    int from = unread;
    int turns = Math.ceilDiv(count, signers.size());
    unread += turns;
    return sign(count, turn -> from + turn);
  }

  private List<SentRequest> sign(int count, IntFunction<Integer> page) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> query(i % signers.size(), page.apply(i / signers.size())))
        .toList();
  }

  private SentRequest query(int partner, int page) {
    String body = "{\"filter\":\"id=ge=%d\",\"limit\":%d}".formatted(page * RECORDS, RECORDS);
    return post(partner, "/datasets/" + Alliance.DATASET + "/query", body);
  }

  /** A signed POST of one partner under its agreement. */
  SentRequest post(int partner, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var headers =
        Headers.of(
            "host", origin.authority(),
            "content-type", JSON,
            "content-length", Integer.toString(bytes.length));
    String target = alliance.partners().get(partner).path() + path;
    return signers.get(partner).sign(RequestHead.of("POST", origin, target, headers), bytes);
  }

  /** A signed GET of one partner's agreement. */
  SentRequest agreement(int partner) {
    var headers = Headers.of("host", origin.authority());
    String target = alliance.partners().get(partner).path();
    return signers.get(partner).sign(RequestHead.of("GET", origin, target, headers), new byte[0]);
  }

  /** The bytes that go over the wire. */
  static List<byte[]> wire(List<SentRequest> requests) {
    List<byte[]> wire = new ArrayList<>(requests.size());
    requests.forEach(request -> wire.add(wire(request)));
    return wire;
  }

  private static byte[] wire(SentRequest request) {
    RequestHead head = request.head();
    var text = new StringBuilder(1024);
    text.append(head.method()).append(' ').append(head.target()).append(" HTTP/1.1\r\n");
    head.headers()
        .lines()
        .forEach(line -> text.append(line.name()).append(": ").append(line.value()).append("\r\n"));
    text.append("\r\n");
    var out = new ByteArrayOutputStream(text.length() + request.body().length);
    out.writeBytes(text.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(request.body());
    return out.toByteArray();
  }
}
