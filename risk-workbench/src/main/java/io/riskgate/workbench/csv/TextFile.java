package io.riskgate.workbench.csv;

import io.riskgate.workbench.message.InputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file opened as UTF-8 text, unpacked where it is gzipped. What it holds is told from its first
 * bytes, not from its name.
 */
final class TextFile implements Closeable {
  /**
   * Stands for bytes that are no UTF-8. It is no character, so text that is in order never holds
   * it; the usual U+FFFD may well have been in the file.
   */
  static final char NOT_UTF8 = '\uFFFF';

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PEEK_BYTES = 4096;

  private final CountingInputStream file;
  private final InputStream content;
  private final Reader reader;

  private TextFile(CountingInputStream file, InputStream content) {
    this.file = file;
    this.content = content;
    reader =
        new InputStreamReader(
            content,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(NOT_UTF8)));
  }

  static TextFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a folder; name the files in it");
    }
    if (!Files.exists(path)) {
      throw new InputException(path + ": no such file");
    }
    if (!Files.isReadable(path)) {
      throw new InputException(path + ": may not be read; check its permissions");
    }
    InputStream raw = null;
    try {
      raw = new FileInputStream(path.toFile()); // a stream of Files cannot read from a pipe
      CountingInputStream file = new CountingInputStream(raw);
      InputStream content = unpacked(new BufferedInputStream(file, BUFFER_BYTES));
      refuseWhatIsNoText(path, content);
      raw = null; // now the text file's to close
      return new TextFile(file, content);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    } finally {
      closeQuietly(raw);
    }
  }

  private static void closeQuietly(@Nullable InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // What is wrong with the file is reported already.
      }
    }
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    byte[] magic = peek(in, 2);
    if (magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
    }
    return in;
  }

  private static byte[] peek(InputStream in, int bytes) throws IOException {
    in.mark(bytes);
    byte[] first = in.readNBytes(bytes);
    in.reset();
    return first;
  }

  private static void refuseWhatIsNoText(Path path, InputStream content) throws IOException {
    byte[] first = peek(content, PEEK_BYTES);
    if (startsWith(first, 0xef, 0xbb, 0xbf)) {
      content.skipNBytes(3);
    } else if (startsWith(first, 0xff, 0xfe) || startsWith(first, 0xfe, 0xff)) {
      throw new InputException(path + ":1: is UTF-16 text; save it as CSV in UTF-8");
    } else if (startsWith(first, 'P', 'K', 3, 4)) {
      throw new InputException(
          path
              + ":1: is a zip archive or a workbook, not CSV; unpack it, or save the sheet as CSV");
    } else if (startsWith(first, '<')) {
      throw new InputException(path + ":1: is XML or HTML, not CSV");
    }
    int line = 1;
    for (byte b : first) {
      if (b == '\n') {
        line++;
      } else if (b == 0) {
        throw new InputException(
            path + ":" + line + ": is a binary file, not CSV; give text, plain or gzipped");
      }
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  Reader reader() {
    return reader;
  }

  /** How many of the file's own bytes have been read, packed as they are. */
  long bytesRead() {
    return file.bytes();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
