package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {
  @TempDir private Path folder;

  @Test
  void a_file_is_given_once_for_each_time_it_changes() throws Exception {
    Path file = folder.resolve("bundle.tar.gz");
    Files.write(file, Tar.of(Map.of(".manifest", "{\"revision\":\"1\"}".getBytes(UTF_8))));
    var source = new BundleFile(file);

    assertThat(source.look().orElseThrow().named().text()).isEqualTo("1");
    assertThat(source.look()).isEmpty();

    Path next = folder.resolve("next");
    Files.write(next, Tar.of(Map.of(".manifest", "{\"revision\":\"2\"}".getBytes(UTF_8))));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(source.look().orElseThrow().named().text()).isEqualTo("2");
  }

  @Test
  void a_broken_file_is_refused_until_it_is_mended() throws Exception {
    Path file = folder.resolve("bundle.tar.gz");
    Files.writeString(file, "half of");
    var source = new BundleFile(file);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(source::look)
          .isInstanceOf(BundleRefused.class)
          .hasMessageContaining("bundle.tar.gz");
    }
    Files.write(file, Tar.of(Map.of(".manifest", "{\"revision\":\"1\"}".getBytes(UTF_8))));
    assertThat(source.look()).isPresent();
    Files.delete(file);
    assertThatThrownBy(source::look).isInstanceOf(BundleRefused.class);
  }

  @Test
  void a_folder_is_the_archive_of_its_files_whatever_their_order() throws Exception {
    Path one = folder("one");
    Path two = Files.createDirectories(folder.resolve("two"));
    for (String name : new String[] {"halden/b.rego", "halden/a.rego", ".manifest"}) {
      Files.createDirectories(two.resolve(name).getParent());
      Files.copy(one.resolve(name), two.resolve(name));
    }

    Bundle bundle = new BundleFile(one).look().orElseThrow();
    assertThat(bundle.named().text()).isEqualTo("3");
    assertThat(bundle.paths()).containsExactly(".manifest", "halden/a.rego", "halden/b.rego");
    assertThat(bundle.revision()).isEqualTo(new BundleFile(two).look().orElseThrow().revision());
    assertThat(Bundle.read(bundle.bytes()).revision()).isEqualTo(bundle.revision());

    var source = new BundleFile(one);
    source.look();
    assertThat(source.look()).isEmpty();
    Files.writeString(one.resolve("halden/a.rego"), "package halden.a\n\nx := 1\n");
    assertThat(source.look().orElseThrow().revision()).isNotEqualTo(bundle.revision());
  }

  @Test
  void a_folder_that_leads_elsewhere_is_refused() throws Exception {
    Path one = folder("one");
    Files.createSymbolicLink(one.resolve("data.json"), folder.resolve("secret"));
    assertThatThrownBy(() -> new BundleFile(one).look())
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("no plain file");
  }

  private Path folder(String name) throws Exception {
    Path one = Files.createDirectories(folder.resolve(name).resolve("halden")).getParent();
    Files.writeString(one.resolve(".manifest"), "{\"revision\":\"3\"}");
    Files.writeString(one.resolve("halden/a.rego"), "package halden.a\n");
    Files.writeString(one.resolve("halden/b.rego"), "package halden.b\n");
    return one;
  }
}
