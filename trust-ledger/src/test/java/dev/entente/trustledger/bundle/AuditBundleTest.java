package dev.entente.trustledger.bundle;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.signature.Jwks;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of a little more than 256 entries, taken elsewhere. */
class AuditBundleTest {
  private static final VerifierKeys KEY = LOG.log(ORIGIN).publicKey();
  private static final int ENTRIES = 300;

  @TempDir static Path directory;
  @TempDir Path elsewhere;
  private static String older = "";
  private static Path log;
  private static byte[] bundle;

  @BeforeAll
  static void tell() throws IOException {
    try (Alliance alliance = Alliance.in(directory).agreed()) {
      alliance.release(0, 5);
      older = alliance.ledger.checkpoint();
      for (int i = 4; i < ENTRIES; i++) {
        alliance.release(i % 9, 1);
      }
      log = alliance.state.resolve(SqliteStore.FILE);
    }
    bundle = export();
  }

  private static byte[] export() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var reader = SqliteLog.open(log)) {
      Export.write(
          out, reader, KEY, KeyPair25519::verify, gateway(), List.of(older), Progress.NONE);
    }
    return out.toByteArray();
  }

  private static Jwks gateway() {
    return Jwks.of(VerifyingKey.of(Alliance.GATEWAY.jwk()));
  }

  private static AuditReport audit(LogReader reader, VerifierKeys key, List<String> others) {
    var gateway = Set.of(Alliance.GATEWAY.id());
    return Audit.of(reader, key, KeyPair25519::verify, gateway, others, Progress.NONE);
  }

  private AuditReport audit(byte[] bytes) throws IOException {
    Path file = elsewhere.resolve("bundle");
    Files.write(file, bytes);
    try (var opened = AuditBundle.open(file, Progress.NONE)) {
      return audit(opened, opened.logKeys(), opened.others());
    }
  }

  private void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> audit(bytes))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("bundle")
        .hasMessageContaining(why);
  }

  /** The same bundle, written by somebody who knows how, with other content. */
  private static byte[] changed(Consumer<Map<String, byte[]>> change) throws IOException {
    var members = members(bundle);
    change.accept(members);
    var out = new ByteArrayOutputStream();
    var container = new Container(out);
    var about = About.parse(new String(members.get("about"), UTF_8));
    for (Member member : Member.of(about).toList()) {
      container.add(member, members.get(member.name()));
    }
    container.finish();
    return out.toByteArray();
  }

  private static Map<String, byte[]> members(byte[] bytes) throws IOException {
    Path file = directory.resolve("read");
    Files.write(file, bytes);
    var members = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return members;
  }

  private List<String> found(Consumer<Map<String, byte[]>> change) throws IOException {
    return audit(changed(change)).findings().stream().map(Finding::what).toList();
  }

  private static void replace(Map<String, byte[]> members, String name, String old, String other) {
    String text = new String(members.get(name), ISO_8859_1);
    String replaced = text.replaceFirst(old, other);
    assertThat(replaced).isNotEqualTo(text);
    members.put(name, replaced.getBytes(ISO_8859_1));
  }

  @Test
  void the_report_of_a_bundle_is_that_of_its_log() throws IOException {
    try (var reader = SqliteLog.open(log)) {
      AuditReport own = audit(reader, KEY, List.of(older));
      assertThat(own.holds()).isTrue();
      assertThat(own.size()).isEqualTo(ENTRIES);
      assertThat(audit(bundle)).usingRecursiveComparison().isEqualTo(own);
    }
    assertThat(export()).isEqualTo(bundle);
  }

  @Test
  void it_names_what_it_holds_and_entries_stand_in_tiles_of_the_standard() throws IOException {
    assertThat(members(bundle).keySet())
        .containsExactly(
            "about",
            "log.key",
            "jwks.json",
            "checkpoint",
            "checkpoints/0",
            "tile/entries/000",
            "beside/000",
            "tile/0/000",
            "tile/entries/001.p/44",
            "beside/001.p/44");
  }

  @Test
  void a_bundle_that_was_cut_is_refused() {
    for (int length = 0; length < bundle.length; length += 997) {
      refused(Arrays.copyOf(bundle, length), "");
    }
    refused(Arrays.copyOf(bundle, bundle.length - 1), "");
  }

  @Test
  void a_bundle_with_any_byte_changed_is_refused() {
    for (int at = 0; at < bundle.length; at += at < 2_000 ? 17 : 997) {
      byte[] other = bundle.clone();
      other[at] ^= 1;
      refused(other, "");
    }
  }

  @Test
  void a_bundle_that_was_padded_is_refused() throws IOException {
    refused(Arrays.copyOf(bundle, bundle.length + 1), "where the bundle ends, something follows");
    byte[] shifted = new byte[bundle.length + 1];
    System.arraycopy(bundle, 0, shifted, 1, bundle.length);
    refused(shifted, "from byte 0 on");
    refused(
        zipped(
            (members, zip) -> {
              for (var member : members.entrySet()) {
                zip.add(new Member.Text(member.getKey()), member.getValue());
              }
              zip.add(new Member.Text("note"), new byte[] {1});
            }),
        "is not what a bundle of this log holds");
  }

  @Test
  void a_bundle_whose_members_are_in_another_order_or_gone_is_refused() throws IOException {
    refused(
        zipped(
            (members, zip) -> {
              for (String name : members.keySet().stream().sorted().toList()) {
                zip.add(new Member.Text(name), members.get(name));
              }
            }),
        "is not what a bundle of this log holds");
    refused(
        zipped(
            (members, zip) -> {
              members.remove("beside/000");
              for (var member : members.entrySet()) {
                zip.add(new Member.Text(member.getKey()), member.getValue());
              }
            }),
        "beside/000 is missing");
  }

  private interface Zipping {
    void write(Map<String, byte[]> members, Container zip) throws IOException;
  }

  private static byte[] zipped(Zipping zipping) throws IOException {
    var out = new ByteArrayOutputStream();
    var container = new Container(out);
    zipping.write(members(bundle), container);
    container.finish();
    return out.toByteArray();
  }

  @Test
  void entries_that_were_edited_or_reordered_are_found() throws IOException {
    assertThat(found(it -> replace(it, "tile/entries/000", "\"records\":5", "\"records\":4")))
        .contains("its leaf hash", "the root of the entries before it");
    assertThat(
            found(
                it -> {
                  byte[] packed = it.get("tile/entries/001.p/44");
                  byte[] swapped = swapped(packed);
                  assertThat(swapped).isNotEqualTo(packed);
                  it.put("tile/entries/001.p/44", swapped);
                }))
        .contains("the root of the entries before it");
  }

  /** The first two entries exchanged. */
  private static byte[] swapped(byte[] packed) {
    int first = 2 + (ByteBuffer.wrap(packed).getShort(0) & 0xFFFF);
    int second = 2 + (ByteBuffer.wrap(packed).getShort(first) & 0xFFFF);
    byte[] swapped = packed.clone();
    System.arraycopy(packed, first, swapped, 0, second);
    System.arraycopy(packed, 0, swapped, second, first);
    return swapped;
  }

  @Test
  void what_stands_beside_the_entries_is_held_to_them() throws IOException {
    assertThat(found(it -> replace(it, "beside/000", "orchard [^-\n]\\S+", "orchard -")))
        .containsExactly("the memory kept beside it");
    assertThat(found(it -> replace(it, "beside/000", "orchard -", "plum -")))
        .containsExactly("the agreement it is kept under");
    assertThat(found(it -> it.get("tile/0/000")[40] ^= 1)).containsExactly("its leaf hash");
    assertThatThrownBy(() -> found(it -> replace(it, "beside/000", "orchard -\n", "")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("beside/000");
  }

  @Test
  void a_bundle_that_says_less_than_its_checkpoint_is_found() throws IOException {
    assertThat(
            found(
                it -> {
                  replace(it, "about", "entries 300", "entries 256");
                }))
        .contains("the entry");
    assertThat(found(it -> it.put("checkpoint", older.getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void keys_and_checkpoints_are_held_to_one_another() throws IOException {
    var other = LOG.log("another").publicKey().toString().getBytes(UTF_8);
    assertThat(found(it -> it.put("log.key", other)))
        .contains("the kept checkpoint", "a checkpoint from outside");
    assertThat(found(it -> replace(it, "checkpoints/0", "\n4\n", "\n5\n")))
        .containsExactly("a checkpoint from outside");
  }

  @Test
  void a_log_that_lacks_an_entry_is_not_exported() {
    try (var reader = SqliteLog.open(log)) {
      assertThatThrownBy(
              () ->
                  Export.write(
                      OutputStream.nullOutputStream(),
                      new Without(reader, 7),
                      KEY,
                      KeyPair25519::verify,
                      gateway(),
                      List.of(),
                      Progress.NONE))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the log lacks entry 7");
    }
  }
}
