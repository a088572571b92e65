package dev.entente.ledger;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Members;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Voided;
import dev.entente.signature.Salt;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry's bytes: compact JSON in a fixed order. What does not write the same is not read. */
public final class EntryJson {
  /** The largest entry that the log takes, in bytes. */
  public static final int LARGEST = 65_535;

  private static final int LIKELY = 2_048;

  private EntryJson() {}

  /**
   * The entry's exact bytes.
   *
   * @throws IllegalArgumentException if they would be more than {@link #LARGEST}
   */
  public static byte[] write(Entry entry) {
    byte[] bytes = bytes(entry);
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "an entry has at most " + LARGEST + " bytes, this would have " + bytes.length);
    }
    return bytes;
  }

  /** The entry's bytes, however many they are. */
  static byte[] bytes(Entry entry) {
    String kind = kind(entry.event());
    String time = entry.time().toString();
    String salt = entry.salt().toString();
    if (entry.event() instanceof Disclosed disclosed) {
      var json = new Members(LIKELY).put("kind", kind).put("time", time).put("salt", salt);
      DisclosedJson.disclosed(disclosed, json);
      return json.endToBytes();
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("kind", kind);
    json.put("time", time);
    json.put("salt", salt);
    write(entry.event(), json);
    return Json.write(json);
  }

  /**
   * Reads an entry's bytes.
   *
   * @throws Malformed if they are not exactly what {@link #write} writes
   */
  public static Entry read(byte[] bytes) {
    try {
      Entry entry = entry(Doc.of(Json.read(bytes)));
      if (!Arrays.equals(bytes, write(entry))) {
        throw new Malformed("", "the entry is not written as this program writes it");
      }
      return entry;
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "no entry: " + e.getMessage());
    }
  }

  private static Entry entry(Doc doc) {
    return new Entry(
        doc.at("time").as(EntryValues::time), doc.at("salt").as(Salt::parse), event(doc));
  }

  /** What the entry says it is, such as {@code stage.changed}. */
  public static String kind(Event event) {
    return switch (event) {
      case AgreementOpened _ -> "agreement.opened";
      case AgreementAccepted _ -> "agreement.accepted";
      case AgreementAmended _ -> "agreement.amended";
      case AgreementResumed _ -> "agreement.resumed";
      case PolicyActivated _ -> "policy.activated";
      case OperatorAdded _ -> "operator.added";
      case ProviderKeySeen _ -> "provider.key-seen";
      case KeyAdded _ -> "key.added";
      case StageProposed _ -> "stage.proposed";
      case StageChanged _ -> "stage.changed";
      case Disclosed _ -> "disclosed";
      case Reserved _ -> "reserved";
      case Voided _ -> "voided";
      case Acknowledged _ -> "acknowledged";
      case Received _ -> "received";
      case Reversed _ -> "reversed";
      case Forgiven _ -> "forgiven";
      case RoundClosed _ -> "round.closed";
      case DifferenceFound _ -> "difference.found";
      case LogRecovered _ -> "log.recovered";
      case RecoveryConsented _ -> "recovery.consented";
      case Ordered(var document) -> OrderedJson.kind(document.command());
    };
  }

  private static void write(Event event, Map<String, Object> json) {
    switch (event) {
      case AgreementOpened opened -> TermsJson.opened(opened, json);
      case AgreementAccepted accepted -> TermsJson.accepted(accepted, json);
      case AgreementAmended amended -> TermsJson.amended(amended, json);
      case AgreementResumed resumed -> OrderedJson.resumed(resumed, json);
      case PolicyActivated activated -> PolicyJson.activated(activated, json);
      case OperatorAdded added -> OrderedJson.operatorAdded(added, json);
      case ProviderKeySeen seen -> OrderedJson.providerKey(seen, json);
      case KeyAdded added -> OrderedJson.keyAdded(added, json);
      case StageProposed proposed -> OrderedJson.stageProposed(proposed, json);
      case StageChanged changed -> OrderedJson.stageChanged(changed, json);
      case Disclosed _ -> throw new IllegalStateException("a release has a way of its own");
      case Reserved reserved -> ReservedJson.reserved(reserved, json);
      case Voided voided -> ReservedJson.voided(voided, json);
      case Acknowledged acknowledged -> DisclosedJson.acknowledged(acknowledged, json);
      case Received received -> ReceivedJson.received(received, json);
      case Reversed reversed -> ReceivedJson.reversed(reversed, json);
      case Forgiven forgiven -> DisclosedJson.forgiven(forgiven, json);
      case RoundClosed closed -> ReceivedJson.roundClosed(closed, json);
      case DifferenceFound found -> TransferJson.difference(found, json);
      case LogRecovered recovered -> RecoveryJson.recovered(recovered, json);
      case RecoveryConsented consented -> RecoveryJson.consented(consented, json);
      case Ordered ordered -> OrderedJson.ordered(ordered, json);
    }
  }

  private static Event event(Doc doc) {
    return switch (doc.at("kind").text()) {
      case "agreement.opened" -> TermsJson.opened(doc);
      case "agreement.accepted" -> TermsJson.accepted(doc);
      case "agreement.amended" -> TermsJson.amended(doc);
      case "agreement.resumed" -> OrderedJson.resumed(doc);
      case "policy.activated" -> PolicyJson.activated(doc);
      case "operator.added" -> OrderedJson.operatorAdded(doc);
      case "provider.key-seen" -> OrderedJson.providerKey(doc);
      case "key.added" -> OrderedJson.keyAdded(doc);
      case "stage.proposed" -> OrderedJson.stageProposed(doc);
      case "stage.changed" -> OrderedJson.stageChanged(doc);
      case "disclosed" -> DisclosedJson.disclosed(doc);
      case "reserved" -> ReservedJson.reserved(doc);
      case "voided" -> ReservedJson.voided(doc);
      case "acknowledged" -> DisclosedJson.acknowledged(doc);
      case "received" -> ReceivedJson.received(doc);
      case "reversed" -> ReceivedJson.reversed(doc);
      case "forgiven" -> DisclosedJson.forgiven(doc);
      case "round.closed" -> ReceivedJson.roundClosed(doc);
      case "difference.found" -> TransferJson.difference(doc);
      case "log.recovered" -> RecoveryJson.recovered(doc);
      case "recovery.consented" -> RecoveryJson.consented(doc);
      case "agreement.suspended",
          "agreement.closed",
          "key.proposed",
          "resumption.proposed",
          "proposal.approved",
          "proposal.commented",
          "proposal.withdrawn",
          "proposal.refused",
          "operator.enrolled",
          "key.revoked",
          "milestone.recorded",
          "signal.recorded",
          "review.recorded",
          "dispute.opened",
          "dispute.resolved",
          "books.opened",
          "books.closed",
          "rotation.begun",
          "rotation.finished",
          "peer.recovered" ->
          OrderedJson.ordered(doc);
      default -> throw doc.at("kind").malformed("an entry of a kind that this program knows");
    };
  }
}
