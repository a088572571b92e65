package dev.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Event.Voided;
import dev.entente.reciprocity.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryJsonTest {
  private static final byte[] OTHERS = {' ', '0', '-', 'e', '"'};

  static Stream<Event> events() {
    return Stream.concat(frequent(), SampleOrders.all());
  }

  private static Stream<Event> frequent() {
    return Stream.of(
        SampleEntries.opened(),
        SampleEntries.accepted(),
        SampleEntries.activated(),
        SampleEntries.disclosed(),
        SampleEntries.disclosed(Optional.empty(), new Tally(0, 0, 0, 0, 0)),
        SampleEntries.disclosed(Optional.empty(), new Tally(1, 0, 0, 0, 0), OptionalLong.of(40)),
        SampleEntries.reserved(40, SampleEntries.NOW.plusSeconds(60)),
        new Voided(SampleEntries.ORCHARD, 40),
        SampleEntries.acknowledged(7, 12),
        SampleEntries.forgiven());
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEntryIsReadAsItWasWritten(Event event) {
    var entry = SampleEntries.entry(event);
    byte[] bytes = EntryJson.write(entry);
    var back = EntryJson.read(bytes);
    assertThat(EntryJson.write(back)).isEqualTo(bytes);
    assertThat(back.time()).isEqualTo(entry.time());
    assertThat(back.salt()).isEqualTo(entry.salt());
    assertThat(back.event()).hasSameClassAs(event);
    if (!holdsTerms(event)) { // which are written in another order
      assertThat(back).isEqualTo(entry);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEntryIsWrittenAsItsDocumentIs(Event event) {
    byte[] bytes = EntryJson.write(SampleEntries.entry(event));
    assertThat(Json.write(Json.read(bytes))).isEqualTo(bytes);
  }

  private static boolean holdsTerms(Event event) {
    return event instanceof Event.AgreementOpened || event instanceof Event.AgreementAmended;
  }

  /** Every byte, changed in several ways: refused, or plainly another entry with other bytes. */
  @ParameterizedTest
  @MethodSource("events")
  void aMangledEntryIsRefusedOrIsAnother(Event event) {
    byte[] bytes = EntryJson.write(SampleEntries.entry(event));
    for (int at = 0; at < bytes.length; at++) {
      byte other = OTHERS[at % OTHERS.length];
      for (byte by : new byte[] {(byte) (bytes[at] ^ 1), (byte) (bytes[at] ^ 0x20), other}) {
        byte[] mangled = bytes.clone();
        mangled[at] = by;
        if (by != bytes[at]) {
          refusedOrItself(mangled);
        }
      }
    }
  }

  private static void refusedOrItself(byte[] mangled) {
    try {
      assertThat(EntryJson.write(EntryJson.read(mangled))).isEqualTo(mangled);
    } catch (Malformed refused) {
      assertThat(refused.reason()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void aByteMoreOrLessIsRefused(Event event) {
    String text = text(event);
    for (int at = 0; at < text.length(); at++) {
      String shorter = text.substring(0, at) + text.substring(at + 1);
      refusedOrItself(shorter.getBytes(StandardCharsets.UTF_8));
    }
    for (String longer : new String[] {text + " ", text + "\n", " " + text, text + "{}"}) {
      refused(longer);
    }
    refused(text.substring(0, text.length() - 1) + ",\"more\":1}");
    refused(text.replaceFirst(",\"", ", \""));
    refused(text.replaceFirst("\"kind\"", "\"\\\\u006bind\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"value\":8.7|\"value\":8.70",
        "\"value\":8.7|\"value\":87e-1",
        "\"value\":8.7|\"value\":8.7001",
        "\"records\":11|\"records\":11.0",
        "\"records\":11|\"records\":-1",
        "\"epoch\":2|\"epoch\":-2",
        "\"epoch\":2|\"epoch\":02",
        "\"first\":3|\"first\":0",
        "\"first\":3|\"first\":-3",
        "\"release\":\"band\"|\"release\":\"withheld\"",
        "\"release\":\"band\"|\"release\":\"Band\"",
        "30.456Z|30.4560Z",
        "30.456Z|30.4561Z",
        "10:20:30.456Z|10:20:30.456+00:00",
        "\"purpose\":\"joint-planning\",|\"purpose\":null,",
        "\"kind\":\"disclosed\"|\"kind\":\"disclosure\"",
        "\"value\":5|\"value\":21",
      })
  void whatThisProgramWouldWriteOtherwiseIsRefused(String part, String by) {
    assertThat(text(SampleEntries.disclosed())).contains(part);
    refused(text(SampleEntries.disclosed()).replace(part, by));
  }

  @Test
  void theOrderOfNamesIsFixed() {
    assertThat(text(SampleEntries.forgiven()))
        .matches(
            "\\{\"kind\":\"forgiven\",\"time\":\"2026-11-22T10:20:30.456Z\",\"salt\":\"[\\w-]{22}\","
                + "\"agreement\":\"orchard\",\"day\":\"2026-11-22\",\"amount\":1.5,\"exposure\":297}");
    refused(
        text(SampleEntries.forgiven())
            .replace("\"amount\":1.5,\"exposure\":297", "\"exposure\":297,\"amount\":1.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "1", "", "{\"kind\":\"disclosed\"}", "{\"kind\":7}"})
  void whatIsNoEntryIsRefused(String text) {
    refused(text);
  }

  @Test
  void numbersBeyondAllBoundsInTermsAreRefusedAsMalformed() {
    refused(text(SampleEntries.opened()).replace("\"minimum\":0", "\"minimum\":1e999"));
    refused(text(SampleEntries.opened()).replace("\"kty\":\"OKP\"", "\"kty\":\"oct\""));
  }

  @Test
  void theTermsHashIsThatOfTheTerms() {
    String text = text(SampleEntries.opened());
    refused(text.replace("\"rate\":1,", "\"rate\":2,"));
  }

  @Test
  void anEntryThatIsTooLargeIsNotWritten() {
    var accepted = (Event.AgreementAccepted) SampleEntries.accepted();
    var large =
        new Event.AgreementAccepted(
            accepted.agreement(),
            accepted.termsHash(),
            new SignedCall(SampleEntries.partner(), "x".repeat(EntryJson.LARGEST), "s", "{}"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntryJson.write(SampleEntries.entry(large)))
        .withMessageContaining("at most 65535 bytes");
  }

  private static String text(Event event) {
    return new String(EntryJson.write(SampleEntries.entry(event)), StandardCharsets.UTF_8);
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> EntryJson.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class);
  }
}
