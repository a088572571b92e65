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
  }

  /** To take up again what was suspended. */
  record Resumption() implements Subject {
    static final String NAME = "resume";

    @Override
    public String name() {
      return NAME;
    }
  }

  /** To register another key of the partner's. */
  record NewKey(JWK key) implements Subject {
    @Override
    public String name() {
      return KeyId.of(key).toString();
    }
  }

  /** By which an approval names it: the stage, {@code resume}, or the key's thumbprint. */
  String name();
}
