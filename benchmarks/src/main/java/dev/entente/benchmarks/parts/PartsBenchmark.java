package dev.entente.benchmarks.parts;

import dev.entente.catalog.Query;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.disclosure.Records;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.PriceList;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Seen;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Content;
import dev.entente.signature.Headers;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifiedHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The parts of a query's answer, 20 records of 10 fields. Sampled, so that the median says what a
 * part costs also while the machine does something else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true"
    })
public class PartsBenchmark {
  private static final int ANSWER = 5_000;

  private final Scene scene = new Scene();
  private final AnswerSigner signer = new AnswerSigner(scene.key, scene.clock);
  private final Receipts receipts = new Receipts("bench", scene.key);
  private final byte[] body = new byte[ANSWER];
  private final Records records = scene.records();
  private final Disclosure disclosure = scene.disclosure(records);
  private final Seen seen = Seen.ofDataset();
  private final Pricing first = priced(seen);
  private final Recorded recorded =
      new Recorded(
          7,
          Sha256.hash(body),
          Instant.EPOCH,
          disclosure.records().size(),
          new Amount(1_000),
          scene.standing);
  private final Entry entry = new Entry(Instant.EPOCH, scene.salt, disclosed());

  private Pricing priced(Seen memory) {
    var pricing = new Pricing(scene.standing.room(), memory, PriceList.of(disclosure.fields()));
    pricing.take(disclosure.records());
    return pricing;
  }

  private Disclosed disclosed() {
    List<Touched> touched = new ArrayList<>();
    List<Tally> tallies = first.tallies();
    for (int i = 0; i < tallies.size(); i++) {
      touched.add(new Touched(disclosure.fields().get(i), tallies.get(i)));
    }
    return new Disclosed(
        disclosure.agreement(),
        disclosure.dataset(),
        disclosure.stage(),
        disclosure.epoch().entry(),
        disclosure.policy(),
        disclosure.decision(),
        disclosure.purpose(),
        disclosure.key(),
        disclosure.request(),
        touched,
        disclosure.records().size(),
        recorded.leaf(),
        recorded.value(),
        recorded.value(),
        Optional.of(recorded.leaf()),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** A request's head from its headers to the spent nonce, of which nothing is stored. */
  @Benchmark
  public Outcome<VerifiedHead> verifyHead() {
    return scene.verifier.verify(scene.request);
  }

  /** Digest and signature of an answer of 5 kB. */
  @Benchmark
  public Headers signAnswer() {
    return signer.sign(scene.verified, 200, "application/json", Content.of(body));
  }

  /** A query's body, with a filter. */
  @Benchmark
  public Query readQuery() {
    return Query.read(Scene.BODY);
  }

  /** A plan from a decision that was made before. */
  @Benchmark
  public Outcome<DisclosurePlan> plan() {
    return DisclosurePlan.make(scene.policy, scene.input, scene.query);
  }

  /** The records transformed, rendered and hashed for price and proof. */
  @Benchmark
  public Records render() {
    return scene.records();
  }

  /** The records priced as never seen. */
  @Benchmark
  public Pricing priceFirst() {
    return priced(Seen.ofDataset());
  }

  /** The records priced as seen before. */
  @Benchmark
  public Pricing priceAgain() {
    return priced(seen);
  }

  /** The entry's bytes. */
  @Benchmark
  public byte[] entry() {
    return EntryJson.write(entry);
  }

  /** The receipt, signed. */
  @Benchmark
  public String receipt() {
    return receipts.issue(disclosure, recorded, recorded.leaf());
  }
}
