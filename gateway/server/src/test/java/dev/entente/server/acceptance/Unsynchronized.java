package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The store with {@code synchronous=OFF}. The product has no switch for that, so none can be thrown
 * by accident: its compiled class is changed, in a copy that only a test puts on a class path.
 */
final class Unsynchronized {
  private static final String STORE = "dev/entente/trustledger/store/Sqlite.class";

  private Unsynchronized() {}

  /** Writes the changed class below this directory. */
  static Path classes(Path directory) throws IOException {
    byte[] original;
    try (InputStream in = Unsynchronized.class.getClassLoader().getResourceAsStream(STORE)) {
      original = in.readAllBytes();
    }
    int[] changes = {0};
    ClassFile format = ClassFile.of();
    byte[] changed =
        format.transformClass(
            format.parse(original), ClassTransform.transformingMethodBodies(off(changes)));
    assertThat(changes[0]).as("places where the store asks for FULL").isEqualTo(1);
    Files.createDirectories(directory.resolve(STORE).getParent());
    Files.write(directory.resolve(STORE), changed);
    return directory;
  }

  private static CodeTransform off(int[] changes) {
    return (code, element) -> {
      if (element instanceof FieldInstruction field
          && field.owner().asInternalName().endsWith("SQLiteConfig$SynchronousMode")
          && field.name().equalsString("FULL")) {
        changes[0]++;
        code.getstatic(field.owner().asSymbol(), "OFF", field.typeSymbol());
      } else {
        code.with(element);
      }
    };
  }
}
