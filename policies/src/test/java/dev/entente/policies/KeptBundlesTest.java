package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBundlesTest {
  @TempDir private Path folder;

  @Test
  void a_bundle_is_found_by_its_hash() {
    var kept = new KeptBundles(folder.resolve("policies"));
    Bundle bundle = bundle(1);
    assertThat(kept.find(bundle.revision())).isEmpty();
    kept.keep(bundle);
    kept.keep(bundle);
    assertThat(kept.find(bundle.revision()).orElseThrow().bytes()).isEqualTo(bundle.bytes());
    assertThat(kept.find(Bundle.standard().revision())).as("comes with the product").isPresent();
  }

  @Test
  void one_that_was_changed_is_not_it() throws Exception {
    var kept = new KeptBundles(folder);
    Bundle bundle = bundle(1);
    kept.keep(bundle);
    try (var files = Files.list(folder)) {
      Files.write(files.findFirst().orElseThrow(), bundle(2).bytes());
    }
    assertThatThrownBy(() -> kept.find(bundle.revision()))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void the_newest_hundred_are_kept() throws Exception {
    var kept = new KeptBundles(folder);
    for (int i = 0; i < 105; i++) {
      kept.keep(bundle(i));
      for (Path file : files()) {
        FileTime older = FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 1_000);
        Files.setLastModifiedTime(file, older);
      }
    }
    assertThat(files()).hasSize(100);
    assertThat(kept.find(bundle(4).revision())).isEmpty();
    assertThat(kept.find(bundle(5).revision())).isPresent();
  }

  private List<Path> files() throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Bundle bundle(int revision) {
    return Bundle.read(
        Tar.of(Map.of(".manifest", ("{\"revision\":\"" + revision + "\"}").getBytes(UTF_8))));
  }
}
