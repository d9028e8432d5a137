package io.riskgate.workbench.csv;

import io.riskgate.workbench.message.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file read as UTF-8 text. What is no text is refused by its first bytes, whatever its name. */
final class TextFile implements Closeable {
  /**
   * Stands for bytes that are no UTF-8. It is no character, so text that is in order never holds
   * it; the usual U+FFFD may well have been in the file.
   */
  static final char NOT_UTF8 = '\uFFFF';

  private final UnpackedFile file;
  private final Reader reader;

  private TextFile(UnpackedFile file) {
    this.file = file;
    reader =
        new InputStreamReader(
            file.content(),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(NOT_UTF8)));
  }

  /** Takes a file as text; it is closed with the text, or at once where it is none. */
  static TextFile of(UnpackedFile file) {
    try {
      refuseWhatIsNoText(file);
      return new TextFile(file);
    } catch (IOException | InputException e) {
      try {
        file.close();
      } catch (IOException alsoWrong) {
        e.addSuppressed(alsoWrong);
      }
      throw e instanceof InputException refused
          ? refused
          : new InputException(file.path() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void refuseWhatIsNoText(UnpackedFile file) throws IOException {
    Path path = file.path();
    byte[] first = file.first();
    if (startsWith(first, 0xef, 0xbb, 0xbf)) {
      file.content().skipNBytes(3);
    } else if (startsWith(first, 0xff, 0xfe) || startsWith(first, 0xfe, 0xff)) {
      throw new InputException(path + ":1: is UTF-16 text; save it as CSV in UTF-8");
    } else if (startsWith(first, 'P', 'K', 3, 4)) {
      throw new InputException(
          path
              + ":1: is a zip archive or a workbook, not CSV; unpack it, or save the sheet as CSV");
    } else if (startsWith(first, '<')) {
      throw new InputException(path + ":1: is XML or HTML, not CSV");
    } else if (startsWith(first, '{') || startsWith(first, '[')) {
      throw new InputException(path + ":1: is JSON, not CSV");
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
    return file.bytesRead();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
