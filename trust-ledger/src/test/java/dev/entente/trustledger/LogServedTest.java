package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static dev.entente.trustledger.Alliance.PLUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.ledger.Ledger.Stored;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Storage.class)
class LogServedTest {
  @Parameter Storage storage;
  @TempDir Path directory;

  @Test
  void entries_are_the_agreements_own_and_oldest_first() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed().agreed(PLUM, 500, "")) {
      alliance.release(0, 1);

      assertThat(alliance.ledger.entries(ORCHARD, 0, 10))
          .extracting(Stored::index)
          .containsExactly(0L, 1L, 5L);
      assertThat(alliance.ledger.entries(ORCHARD, 1, 1))
          .extracting(Stored::index)
          .containsExactly(1L);
      assertThat(alliance.ledger.entries(PLUM, 0, 10))
          .extracting(Stored::index)
          .containsExactly(3L, 4L);
      assertThatThrownBy(() -> alliance.ledger.entries(PLUM, 0, 1001))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void every_own_entry_has_a_proof_that_stands_alone_and_no_other_has_one() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed().agreed(PLUM, 500, "")) {
      alliance.releases(300);
      var own = alliance.ledger.entries(ORCHARD, 0, 1000);
      for (int i = 0; i < own.size(); i += i < 250 ? 25 : 1) {
        Stored stored = own.get(i);
        String proof = alliance.ledger.proof(ORCHARD, stored.index()).orElseThrow();
        Checkpoint checkpoint =
            TlogProof.parse(proof.getBytes(StandardCharsets.UTF_8))
                .verify(
                    TreeHash.leaf(stored.bytes()),
                    LOG.log(ORIGIN).publicKey(),
                    KeyPair25519::verify);
        assertThat(checkpoint.size()).isEqualTo(305);
      }
      assertThat(alliance.ledger.proof(PLUM, 0)).isEmpty();
      assertThat(alliance.ledger.proof(ORCHARD, 2)).isEmpty();
      assertThat(alliance.ledger.proof(ORCHARD, 305)).isEmpty();
      assertThat(alliance.ledger.proof(ORCHARD, -1)).isEmpty();
    }
  }

  @Test
  void tiles_are_served_full_and_partial_up_to_the_size_and_no_further() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      alliance.releases(297);
      byte[] full = alliance.ledger.tile("0/000").orElseThrow();
      byte[] edge = alliance.ledger.tile("0/001.p/44").orElseThrow();

      assertThat(full).hasSize(8192);
      assertThat(alliance.ledger.tile("0/000.p/7"))
          .get()
          .satisfies(t -> assertThat(full).startsWith(t));
      assertThat(edge).hasSize(44 * 32);
      assertThat(alliance.ledger.tile("0/001.p/3"))
          .get()
          .satisfies(t -> assertThat(edge).startsWith(t).hasSizeGreaterThan(t.length));
      assertThat(alliance.ledger.tile("1/000.p/1")).get().satisfies(t -> assertThat(t).hasSize(32));
      for (String no :
          List.of("0/001.p/45", "0/001", "1/000", "0/002", "entries/000", "0/0", "../0/000", "")) {
        assertThat(alliance.ledger.tile(no)).as(no).isEmpty();
      }
      assertThat(Tile.parse("tile/0/001.p/44").path()).isEqualTo("tile/0/001.p/44");
    }
  }

  @Test
  void the_checkpoint_is_signed_from_the_first_moment() {
    try (Alliance alliance = Alliance.in(storage, directory)) {
      assertThat(opened(alliance).size()).isZero();
      alliance.agreed();
      assertThat(opened(alliance).size()).isEqualTo(3);
      String before = alliance.ledger.checkpoint();
      alliance.reopen();
      assertThat(alliance.ledger.checkpoint()).isEqualTo(before);
      assertThat(alliance.ledger.verifierKey()).isEqualTo(LOG.log(ORIGIN).publicKey().toString());
    }
  }

  private static Checkpoint opened(Alliance alliance) {
    return LOG.log(ORIGIN)
        .open(Note.parse(alliance.ledger.checkpoint().getBytes(StandardCharsets.UTF_8)));
  }
}
