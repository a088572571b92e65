package dev.entente.agreement;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.catalog.Stage;
import dev.entente.signature.KeyId;

/** What takes more than one person. */
public sealed interface Subject {
  /** To go up to a stage. */
  record Raise(Stage stage) implements Subject {
    @Override
    public String name() {
      return stage.value();
    }

    @Override
    public int approvals(Ladder ladder) {
      return ladder.rung(stage).gate().approvals();
    }
  }

  /** To take up again what was suspended. */
  record Resumption() implements Subject {
    static final String NAME = "resume";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public int approvals(Ladder ladder) {
      return 1;
    }
  }

  /** To register another key of the partner's. */
  record NewKey(JWK key) implements Subject {
    @Override
    public String name() {
      return KeyId.of(key).toString();
    }

    @Override
    public int approvals(Ladder ladder) {
      return 1;
    }
  }

  /** By which an approval names it: the stage, {@code resume}, or the key's thumbprint. */
  String name();

  /** How many have to approve it, besides who proposes it. */
  int approvals(Ladder ladder);
}
