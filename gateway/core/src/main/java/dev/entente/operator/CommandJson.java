package dev.entente.operator;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Review;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Doc;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifyingKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A command as members of the document that carries it: {@code command}, and what it takes. */
final class CommandJson {
  private static final String NAME = "command";
  private static final String READER = "reader";
  private static final String RECOVER = "recover";
  private static final String ROLL_BACK = "roll-back-policy";

  private CommandJson() {}

  static Map<String, Object> write(Command command) {
    var json = new LinkedHashMap<String, Object>();
    json.put(NAME, name(command));
    command.party().ifPresent(agreement -> json.put("agreement", agreement.value()));
    switch (command) {
      case Command.AddOperator(var name, var key) -> {
        json.put("operator", name);
        json.put("key", key.toJSONObject());
      }
      case Command.Enroll(var credential) -> json.put("credential", credential.json());
      case Command.BeginRotation(var succession) -> succession(succession, json);
      case Command.FinishRotation(var key, var next) -> {
        json.put("key", key.toString());
        json.put("next", next.toString());
      }
      case Command.RollBack(var policy) -> json.put("policy", policy.value());
      case Command.Amend(_, var hash) -> json.put("terms-hash", hash.toString());
      case Command.SignIn _, Command.Suspend _, Command.Close _ -> {}
      case Command.Propose(_, var subject, var cites) -> {
        json.put("subject", subject(subject));
        json.put("cites", cites);
      }
      case Command.Approve(_, var subject, long proposal) -> proposal(subject, proposal, json);
      case Command.Comment(_, var subject, long proposal) -> proposal(subject, proposal, json);
      case Command.Withdraw(_, var subject, long proposal) -> proposal(subject, proposal, json);
      case Command.Refuse(_, var subject, long proposal) -> proposal(subject, proposal, json);
      case Command.Lower(_, var stage) -> json.put("stage", stage.value());
      case Command.Revoke(_, var key) -> json.put("key", key.toString());
      case Command.Reach(_, var milestone) -> json.put("name", milestone.value());
      case Command.Stake(_, var signal) -> signal(signal, json);
      case Command.Look(_, var review) -> {
        json.put("name", review.name());
        json.put("next", review.next().toString());
      }
      case Command.Dispute(_, var name) -> json.put("name", name);
      case Command.Resolve(_, var name) -> json.put("name", name);
      case Command.OpenBooks(_, var reader) -> {
        json.put(READER, reader.name());
        json.put("until", reader.until().toString());
        json.put("secret-hash", reader.secretHash().toString());
      }
      case Command.CloseBooks(_, var reader) -> json.put(READER, reader);
      case Command.Reverse(_, long entry) -> json.put("entry", entry);
      case Command.Recover(var at, var lost) -> {
        json.put("at", at.note());
        json.put("lost", lost.stream().map(Checkpointed::note).toList());
      }
      case Command.StepBack(_, var log, var recovery, long size) -> {
        json.put("log", log);
        json.put("recovery", recovery.toString());
        json.put("size", size);
      }
    }
    return json;
  }

  static String name(Command command) {
    return switch (command) {
      case Command.AddOperator _ -> "add-operator";
      case Command.SignIn _ -> "sign-in";
      case Command.Enroll _ -> "enroll";
      case Command.BeginRotation _ -> "begin-rotation";
      case Command.FinishRotation _ -> "finish-rotation";
      case Command.RollBack _ -> ROLL_BACK;
      case Command.Amend _ -> "amend";
      case Command.Suspend _ -> "suspend";
      case Command.Close _ -> "close";
      case Command.Propose _ -> "propose";
      case Command.Approve _ -> "approve";
      case Command.Comment _ -> "comment";
      case Command.Withdraw _ -> "withdraw";
      case Command.Refuse _ -> "refuse";
      case Command.Lower _ -> "lower";
      case Command.Revoke _ -> "revoke";
      case Command.Reach _ -> "milestone";
      case Command.Stake _ -> "signal";
      case Command.Look _ -> "review";
      case Command.Dispute _ -> "dispute";
      case Command.Resolve _ -> "resolve";
      case Command.OpenBooks _ -> "open-books";
      case Command.CloseBooks _ -> "close-books";
      case Command.Reverse _ -> "reverse";
      case Command.Recover _ -> RECOVER;
      case Command.StepBack _ -> "step-back";
    };
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws dev.entente.json.Malformed at the place that is wrong
   */
  static Command read(Doc doc) {
    String name = doc.at(NAME).text();
    return made(
        doc,
        () ->
            switch (name) {
              case "add-operator" ->
                  new Command.AddOperator(doc.at("operator").text(), jwk(doc.at("key")));
              case "sign-in" -> new Command.SignIn();
              case "enroll" -> new Command.Enroll(Credential.read(doc.at("credential")));
              case "begin-rotation" -> new Command.BeginRotation(succession(doc));
              case "finish-rotation" ->
                  new Command.FinishRotation(
                      doc.at("key").as(OwnKey::named), doc.at("next").as(KeyId::parse));
              case ROLL_BACK -> new Command.RollBack(doc.at("policy").as(PolicyRevision::new));
              case RECOVER -> recover(doc);
              default -> ofAgreement(name, doc.at("agreement").as(AgreementId::new), doc);
            });
  }

  private static Command ofAgreement(String name, AgreementId agreement, Doc doc) {
    return made(
        doc,
        () ->
            switch (name) {
              case "amend" -> new Command.Amend(agreement, doc.at("terms-hash").as(Sha256::parse));
              case "suspend" -> new Command.Suspend(agreement);
              case "close" -> new Command.Close(agreement);
              case "propose" ->
                  new Command.Propose(
                      agreement,
                      subject(doc.at("subject")),
                      doc.at("cites").items().stream().map(Doc::count).toList());
              case "approve" ->
                  new Command.Approve(
                      agreement, doc.at("subject").text(), doc.at("proposal").count());
              case "comment" ->
                  new Command.Comment(
                      agreement, doc.at("subject").text(), doc.at("proposal").count());
              case "withdraw" ->
                  new Command.Withdraw(
                      agreement, doc.at("subject").text(), doc.at("proposal").count());
              case "refuse" ->
                  new Command.Refuse(
                      agreement, doc.at("subject").text(), doc.at("proposal").count());
              case "lower" -> new Command.Lower(agreement, doc.at("stage").as(Stage::new));
              case "revoke" -> new Command.Revoke(agreement, doc.at("key").as(KeyId::parse));
              case "milestone" -> new Command.Reach(agreement, doc.at("name").as(Milestone::new));
              case "signal" -> new Command.Stake(agreement, signal(doc));
              case "review" ->
                  new Command.Look(
                      agreement, new Review(doc.at("name").text(), day(doc.at("next"))));
              case "dispute" -> new Command.Dispute(agreement, doc.at("name").text());
              case "resolve" -> new Command.Resolve(agreement, doc.at("name").text());
              case "open-books" ->
                  new Command.OpenBooks(
                      agreement,
                      new Reader(
                          doc.at(READER).text(),
                          day(doc.at("until")),
                          doc.at("secret-hash").as(Sha256::parse)));
              case "close-books" -> new Command.CloseBooks(agreement, doc.at(READER).text());
              case "reverse" -> new Command.Reverse(agreement, doc.at("entry").count());
              case "step-back" ->
                  new Command.StepBack(
                      agreement,
                      doc.at("log").text(),
                      doc.at("recovery").as(Sha256::parse),
                      doc.at("size").count());
              default -> throw doc.at(NAME).malformed("a command that this program knows");
            });
  }

  private static void proposal(String subject, long proposal, Map<String, Object> json) {
    json.put("subject", subject);
    json.put("proposal", proposal);
  }

  private static void succession(Succession succession, Map<String, Object> json) {
    json.put("key", succession.key().toString());
    json.put("former", succession.former().toJSONObject());
    json.put("next", succession.next().toJSONObject());
    json.put("by-former", succession.byFormer());
    json.put("by-next", succession.byNext());
  }

  private static Succession succession(Doc doc) {
    return new Succession(
        doc.at("key").as(OwnKey::named),
        jwk(doc.at("former")),
        jwk(doc.at("next")),
        doc.at("by-former").text(),
        doc.at("by-next").text());
  }

  private static Command recover(Doc doc) {
    return new Command.Recover(
        doc.at("at").as(Checkpointed::new),
        doc.at("lost").items().stream().map(it -> it.as(Checkpointed::new)).toList());
  }

  private static Map<String, Object> subject(Subject subject) {
    return switch (subject) {
      case Subject.Raise(Stage stage) -> Map.of("stage", stage.value());
      case Subject.Resumption() -> Map.of("resume", true);
      case Subject.NewKey(JWK key) -> Map.of("key", key.toJSONObject());
    };
  }

  private static Subject subject(Doc doc) {
    if (doc.find("stage").isPresent()) {
      return new Subject.Raise(doc.only("stage").at("stage").as(Stage::new));
    }
    if (doc.find("key").isPresent()) {
      return new Subject.NewKey(jwk(doc.only("key").at("key")));
    }
    if (!doc.only("resume").at("resume").bool()) {
      throw doc.malformed("a stage, a key, or {\"resume\": true}");
    }
    return new Subject.Resumption();
  }

  private static void signal(Signal signal, Map<String, Object> json) {
    json.put("name", signal.name());
    json.put("cost", signal.cost().decimal());
    json.put("bearer", signal.bearer().toString());
    signal.until().ifPresent(day -> json.put("until", day.toString()));
  }

  private static Signal signal(Doc doc) {
    return new Signal(
        doc.at("name").text(),
        Amount.of(doc.at("cost").number()),
        doc.at("bearer").as(Signal.Bearer::named),
        doc.find("until").map(CommandJson::day));
  }

  private static Command made(Doc doc, Supplier<Command> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** A public key that verifies; a private one is refused. */
  private static JWK jwk(Doc doc) {
    try {
      JWK jwk = JWK.parse(doc.node().toString());
      VerifyingKey.of(jwk);
      return jwk;
    } catch (ParseException | IllegalStateException e) {
      throw doc.malformed("a public JWK is expected here");
    }
  }

  private static LocalDate day(Doc doc) {
    try {
      return LocalDate.parse(doc.text());
    } catch (DateTimeException e) {
      throw doc.malformed("a day is expected here, like 2027-01-31");
    }
  }
}
