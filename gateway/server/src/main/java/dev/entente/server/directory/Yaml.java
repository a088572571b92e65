package dev.entente.server.directory;

import dev.entente.json.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML files as JSON documents: YAML 1.2, core schema, one document a file, no tags, no name
 * twice, at most {@link #LARGEST} bytes. Whatever else YAML can do is refused at its line.
 */
final class Yaml {
  static final int LARGEST = 1 << 20;

  private final Environment environment;

  Yaml(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads one file, or adds one mistake.
   *
   * @param name the path within the root, with slashes
   */
  Optional<YamlFile> read(Path root, String name, Mistakes mistakes) {
    try {
      return Optional.of(parse(name, decode(bytes(root.resolve(name)))));
    } catch (Refused e) {
      mistakes.add(new Mistake(name, e.line(), e.reason()));
      return Optional.empty();
    }
  }

  YamlFile parse(String name, String text) throws Refused {
    var settings = LoadSettings.builder().setLabel(name).setCodePointLimit(LARGEST).build();
    int confusing = Variables.confusing(text);
    if (confusing >= 0) {
      throw new Refused(line(text, confusing), "a character for private use may not stand here");
    }
    try {
      var tree = new YamlTree(new Parse(settings).parseString(Variables.mark(text)), environment);
      return new YamlFile(name, Doc.of(tree.document()), tree.lines());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      throw new Refused(line + 1, "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw new Refused(
          line(text, e.getPosition()),
          "the character U+%04X may not stand in YAML".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new Refused(1, "not YAML: " + e.getMessage());
    }
  }

  private static byte[] bytes(Path file) throws Refused {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Refused(1, "the file is larger than 1 MiB; a file of settings is not");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Refused(1, "there is no such file; an alliance directory has one");
    } catch (IOException e) {
      throw new Refused(1, "the file cannot be read: " + e.getMessage());
    }
  }

  private static String decode(byte[] bytes) throws Refused {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String decoded = out.flip().toString();
    String text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    if (result.isError()) {
      throw new Refused(line(text, text.length()), "not UTF-8; save the file as UTF-8");
    }
    return text;
  }

  private static int line(String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }

  /** A file that is no document that we read. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    Refused(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
