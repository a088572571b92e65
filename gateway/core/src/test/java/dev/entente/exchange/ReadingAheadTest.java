package dev.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Unavailable;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Sender;
import dev.entente.signature.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The next part of an export is read before it is asked for, and that changes nothing else. */
class ReadingAheadTest {
  private static final String EXPORTS = House.ORCHARD + "/datasets/accounts/exports";
  private static final String ONE_AT_A_TIME = "{\"fields\":[\"ticker\",\"sector\"],\"limit\":1";
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final Stage EARLY = new Stage("early");
  private static final Stage MID = new Stage("mid");

  private House house = House.open();
  private final Sender sender = new Sender();
  private String query = ONE_AT_A_TIME;
  private String export = begun();

  private String begun() {
    var begun = house.post(EXPORTS, query + ",\"records\":10}");
    return EXPORTS + "/" + House.json(begun).get("export");
  }

  private String body(JsonNode before) {
    return query + ",\"cursor\":" + before.get("next") + "}";
  }

  private SignedAnswer ask(String body) {
    return house.send(
        house.signed(house.partner, "POST", export, body), sender); // one connection, one sender
  }

  /** The first part; the second is read ahead of it, and then the rows of the third. */
  private JsonNode first() {
    return first(3);
  }

  private JsonNode first(int reads) {
    int before = house.source.selections().size();
    var answer = ask(query + "}");
    assertThat(answer.status()).as(House.text(answer)).isEqualTo(200);
    reads(before + reads);
    return House.json(answer);
  }

  private void reads(int count) {
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (house.source.selections().size() < count && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(house.source.selections()).hasSize(count);
  }

  private static String ticker(JsonNode part) {
    return part.at("/records/0/ticker").textValue();
  }

  private long record(Event event) {
    return house.ledger.record(event);
  }

  private OperatorDocument by(Command command) {
    return OperatorDocument.sign("halden", "ana", house.gateway, command, "it is time", house.now);
  }

  @Test
  void eachPageIsReadOnceAndThePartsAreThoseOfAQuery() {
    List<String> tickers = new ArrayList<>();
    JsonNode part = first();
    while (!part.get("next").isNull()) {
      tickers.add(ticker(part));
      part = House.json(ask(body(part)));
    }
    tickers.add(ticker(part));

    assertThat(tickers).containsExactly("ACME", "BOLT", "CORE");
    assertThat(house.source.selections()).hasSize(3);
    assertThat(house.decisions).as("each was decided, and the export").hasSize(4);
  }

  @Test
  void nothingIsRecordedOrDecidedOrChargedBeforeItIsAskedFor() {
    String standing = House.text(house.get(House.ORCHARD + "/standing"));
    int events = house.ledger.events().size();
    int decisions = house.decisions.size();
    JsonNode first = first();

    assertThat(house.ledger.events()).hasSize(events + 1);
    assertThat(house.decisions).hasSize(decisions + 1);
    assertThat(first.at("/reciprocity/exposure").asText()).isEqualTo("2");
    assertThat(standing).contains("\"exposure\":0");
  }

  @Test
  void whatIsReadAheadInAnotherFormIsCutToWhatIsRecorded() {
    house = House.open(SampleTerms.windowOf(3));
    house.add("DART", "Steel", 1L, "Ulm", 1.0);
    query = "{\"fields\":[\"ticker\"],\"limit\":2";
    export = begun();
    var first = lines(query + "}");
    assertThat(House.text(first)).isEqualTo("{\"ticker\":\"ACME\"}\n{\"ticker\":\"BOLT\"}\n");
    reads(2);
    var second = lines(body(about(first)));
    assertThat(House.text(second)).isEqualTo("{\"ticker\":\"CORE\"}\n");
    assertThat(about(second).at("/reciprocity/limited").booleanValue()).isTrue();
    assertThat(receipt(second).get("records").textValue())
        .isEqualTo(Sha256.hash("[{\"ticker\":\"CORE\"}]".getBytes(UTF_8)).toString());
    reads(2);
    assertThat(House.outcome(ask(body(about(second))))).isEqualTo("403 reciprocity-exhausted");
  }

  @Test
  void inTheFormThatIsAskedForItIsWhatAQueryGives() {
    query = "{\"fields\":[\"ticker\"],\"limit\":2";
    export = begun();
    JsonNode first = first(2);
    assertThat(House.text(lines(body(first)))).isEqualTo("{\"ticker\":\"CORE\"}\n");
    assertThat(House.json(ask(body(first))).get("records")).hasToString("[{\"ticker\":\"CORE\"}]");
  }

  private SignedAnswer lines(String body) {
    return house.send(
        house.signed(house.partner, "POST", export, body, "accept", new Lines().mediaType()),
        sender);
  }

  private static JsonNode about(SignedAnswer part) {
    String field = requireNonNull(part.headers().combined(AnswerSigner.ABOUT));
    return Json.read(Base64.getDecoder().decode(field.substring(1, field.length() - 1)));
  }

  private static JsonNode receipt(SignedAnswer part) {
    return ReceiptClaims.of(about(part).get("receipt").textValue());
  }

  @Test
  void aPageIsForOneReleaseSoItsSaltIsToo() {
    JsonNode first = first();
    JsonNode once = House.json(ask(body(first)));
    reads(3);
    JsonNode again = House.json(ask(body(first)));

    assertThat(again.get("records")).isEqualTo(once.get("records"));
    reads(5);
  }

  @Test
  void whatThePolicyDecidesWhenItIsAskedForHolds() {
    JsonNode first = first();
    var notBolt = new Comparison(new FieldName("ticker"), Operator.NOT_EQUAL, List.of("BOLT"));
    house.policy.letting(new Rows.Where(notBolt));

    JsonNode second = House.json(ask(body(first)));
    assertThat(ticker(second)).isEqualTo("CORE");
    assertThat(house.source.selections()).hasSize(4);
  }

  @Test
  void onAnotherDayItIsReadAgain() {
    JsonNode first = first();
    house.now = house.now.plus(Duration.ofDays(1));

    assertThat(ticker(House.json(ask(body(first))))).isEqualTo("BOLT");
    reads(5);
  }

  @Test
  void whoIsSuspendedMeanwhileGetsNothing() {
    JsonNode first = first();
    record(new Ordered(by(new Command.Suspend(ORCHARD))));
    assertThat(House.outcome(ask(body(first)))).isEqualTo("403 agreement-suspended");
  }

  @Test
  void aStageThatIsLoweredMeanwhileClosesWhatItOpened() {
    record(new StageChanged(ORCHARD, EARLY, MID, new Cause.Approved(0)));
    query = "{\"fields\":[\"ticker\",\"employees\"],\"limit\":1";
    export = begun();
    JsonNode first = first();
    assertThat(first.at("/records/0/employees").intValue()).isEqualTo(512);
    record(
        new StageChanged(
            ORCHARD, MID, EARLY, new Cause.Lowered(by(new Command.Lower(ORCHARD, EARLY)))));
    assertThat(House.outcome(ask(body(first)))).isEqualTo("400 query-malformed");
    assertThat(House.text(ask(query + "}"))).doesNotContain("512").contains("\"100-999\"");
  }

  @Test
  void aPolicyThatIsActivatedMeanwhileEndsTheExport() {
    JsonNode first = first();
    house.policy.become("two");
    record(new PolicyActivated(FakePolicy.revision("two")));
    assertThat(House.outcome(ask(body(first)))).isEqualTo("400 query-malformed");
  }

  @Test
  void whereReadingAheadFailsThePartThatWaitsIsReadForAgain() throws Exception {
    var goOn = new CountDownLatch(1);
    house.source.whileReading(
        () -> {
          if (isAhead()) {
            hold(goOn);
            throw Unavailable.source("gone for a moment", null);
          }
        });
    JsonNode first = first(2);
    var second = new FutureTask<>(() -> House.json(ask(body(first))));
    waiting(second);
    goOn.countDown();
    assertThat(ticker(second.get())).isEqualTo("BOLT");
  }

  @Test
  void ofTwoWhoAskAtOnceOneHasThePageAndTheOtherItsOwn() throws Exception {
    var goOn = new CountDownLatch(1);
    house.source.whileReading(
        () -> {
          if (isAhead()) {
            hold(goOn);
          }
        });
    JsonNode first = first(2);
    var one = new FutureTask<>(() -> House.outcome(ask(body(first))));
    waiting(one);
    var other = new FutureTask<>(() -> House.outcome(ask(body(first))));
    Thread.ofPlatform().start(other);
    assertThat(other.get(5, TimeUnit.SECONDS)).isEqualTo("200");
    goOn.countDown();
    assertThat(one.get()).isEqualTo("200");
  }

  /** Whoever asks does so on a thread of the platform's here. */
  private static boolean isAhead() {
    return Thread.currentThread().isVirtual();
  }

  private static void hold(CountDownLatch goOn) {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw Unavailable.source("it was not waited for", e);
    }
  }

  private static void waiting(FutureTask<?> task) {
    var thread = Thread.ofPlatform().start(task);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itIsThrownAwayAfterAMoment() throws InterruptedException {
    JsonNode first = first();
    Thread.sleep(2_500);
    assertThat(ticker(House.json(ask(body(first))))).isEqualTo("BOLT");
    reads(5);
  }

  @Test
  void rowsAreNotKeptForLongerSinceTheyWereReadWithThePageBefore() throws InterruptedException {
    JsonNode first = first();
    Thread.sleep(1_000);
    JsonNode second = House.json(ask(body(first)));
    reads(3);
    Thread.sleep(1_500);
    assertThat(ticker(House.json(ask(body(second))))).isEqualTo("CORE");
    reads(4);
  }

  @Test
  void whoLeavesEndsTheRowsAfterItToo() throws InterruptedException {
    var ended = new CountDownLatch(1);
    house.source.whileReading(
        () -> {
          if (house.source.selections().size() == 3) {
            stall(ended);
          }
        });
    first();
    sender.leave();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoLeavesEndsIt() throws InterruptedException {
    var ended = new CountDownLatch(1);
    stallingAhead(ended);
    first(2);
    sender.leave();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoLeavesWhileWaitingForItEndsItToo() throws InterruptedException {
    var ended = new CountDownLatch(1);
    stallingAhead(ended);
    JsonNode first = first(2);
    var next = new Sender();
    var waiting =
        Thread.startVirtualThread(
            () -> house.send(house.signed(house.partner, "POST", export, body(first)), next));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    next.leave();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    waiting.join();
    assertThat(house.ledger.events().getLast()).isInstanceOf(Disclosed.class);
    assertThat(house.source.selections()).hasSize(2);
  }

  /** What is read ahead takes until it is interrupted. */
  private void stallingAhead(CountDownLatch ended) {
    house.source.whileReading(
        () -> {
          if (isAhead()) {
            stall(ended);
          }
        });
  }

  private static void stall(CountDownLatch ended) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      ended.countDown();
      throw Unavailable.source("it was not waited for", e);
    }
  }

  @Test
  void noMoreThanAFewAreReadAtATime() throws InterruptedException {
    stallingAhead(new CountDownLatch(1));
    for (int i = 0; i <= Pages.MOST; i++) {
      String part = i == 0 ? export : begun();
      house.send(house.signed(house.partner, "POST", part, query + "}"), new Sender());
    }
    reads(Pages.MOST + 1 + Pages.MOST);
    Thread.sleep(100);
    reads(Pages.MOST + 1 + Pages.MOST);
  }

  @Test
  void wherePagesAreLargeNoneIsReadAhead() throws InterruptedException {
    query = "{\"fields\":[\"ticker\",\"city\"],\"limit\":1";
    export = begun();
    house.source.clear();
    house.add("ACME", "Steel", 1L, "x".repeat(Pages.LARGEST), 1.0);
    house.add("BOLT", "Steel", 1L, "y", 1.0);
    assertThat(ask(query + "}").status()).isEqualTo(200);
    Thread.sleep(100);
    reads(1);
  }
}
