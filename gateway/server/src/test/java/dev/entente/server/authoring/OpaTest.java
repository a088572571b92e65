package dev.entente.server.authoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpaTest {
  @Test
  void whereThereIsNoneItIsSaidHowToGetIt() {
    assertThatThrownBy(() -> Opa.at("no-such-opa"))
        .isInstanceOf(Unsound.class)
        .hasMessageContaining("`no-such-opa` cannot be run")
        .hasMessageContaining("OPA_BIN")
        .hasMessageContaining("go install github.com/open-policy-agent/opa@v1.");
  }
}
