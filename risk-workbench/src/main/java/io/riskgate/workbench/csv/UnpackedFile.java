package io.riskgate.workbench.csv;

import io.riskgate.workbench.message.InputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file opened for reading, unpacked where it is gzipped. What it holds is told from its first
 * bytes, not from its name; a pipe can be looked at like a file, and is read only once.
 */
public final class UnpackedFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PEEK_BYTES = 4096;

  /** Marks of UTF-8 and UTF-16, the zeros of UTF-16, and blanks. */
  private static final String BEFORE_XML = "\u00ef\u00bb\u00bf\u00fe\u00ff\0 \t\r\n";

  private final Path path;
  private final CountingInputStream file;
  private final InputStream content;

  private UnpackedFile(Path path, CountingInputStream file, InputStream content) {
    this.path = path;
    this.file = file;
    this.content = content;
  }

  /** Opens a file. */
  public static UnpackedFile open(Path path) {
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
      raw = null; // now the unpacked file's to close
      return new UnpackedFile(path, file, content);
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

  /** The file. */
  public Path path() {
    return path;
  }

  /** What it holds, unpacked. */
  public InputStream content() {
    return content;
  }

  /** The first bytes of what it holds, which are still there to be read. */
  byte[] first() throws IOException {
    return peek(content, PEEK_BYTES);
  }

  /**
   * Whether it holds XML, of whatever encoding: its first character that is neither a byte order
   * mark nor blank opens an element or a declaration.
   */
  public boolean isXml() {
    byte[] first;
    try {
      first = first();
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    for (byte b : first) {
      if (b == '<') {
        return true;
      }
      if (BEFORE_XML.indexOf(b & 0xff) < 0) {
        return false;
      }
    }
    return false;
  }

  /** How many of the file's own bytes have been read, packed as they are. */
  public long bytesRead() {
    return file.bytes();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
