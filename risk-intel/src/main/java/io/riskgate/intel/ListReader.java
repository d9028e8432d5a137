package io.riskgate.intel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list with one entry a line: UTF-8, any line ends, blank lines, comments that begin with
 * #.
 *
 * <p>Lines that are no entry are left out and told by number, and the list is used, as long as they
 * are at most one in {@value #BAD_SHARE}; a list with more is not what it should be (a page of a
 * web server, say), and none of it is used. So is one without any entry, which a broken download
 * looks like, unless a line says {@value #MEANT_TO_BE_EMPTY}.
 */
final class ListReader {
  static final int LINE_CHARS_MAX = 1_024;
  static final int ENTRIES_MAX = 2_000_000;
  static final int BAD_SHARE = 100;
  static final String MEANT_TO_BE_EMPTY = "# empty";
  private static final int BAD_TOLD_MAX = 5;

  /** What makes entries of lines. */
  interface Sink {
    /** Takes a line without spaces around it; says what is wrong with it, or null. */
    @Nullable String take(String line);
  }

  private final Sink sink;
  private final boolean isHashComment;
  private final List<String> bad = new ArrayList<>();
  private int badCount;
  private int lines;
  private int entries;
  private boolean isMeantToBeEmpty;

  private ListReader(Sink sink, boolean isHashComment) {
    this.sink = sink;
    this.isHashComment = isHashComment;
  }

  /**
   * Reads a file.
   *
   * @param isHashComment whether a comment may also follow an entry on its line
   * @return what is wrong with single lines, or empty
   * @throws BrokenSourceException if the list is not to be used
   */
  static String read(Path file, boolean isHashComment, Sink sink) throws IOException {
    ListReader list = new ListReader(sink, isHashComment);
    try (Reader reader =
        new InputStreamReader(
            new BufferedInputStream(Files.newInputStream(file)),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      list.lines(reader);
    } catch (CharacterCodingException e) {
      throw new BrokenSourceException("is not UTF-8 text, near line " + (list.lines + 1));
    }
    return list.verdict();
  }

  private void lines(Reader reader) throws IOException {
    char[] buffer = new char[8_192];
    StringBuilder line = new StringBuilder();
    boolean isAfterReturn = false;
    for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
      for (int i = 0; i < read; i++) {
        char c = buffer[i];
        if (c == '\n' && isAfterReturn) {
          isAfterReturn = false;
        } else if (c == '\n' || c == '\r') {
          isAfterReturn = c == '\r';
          line(line);
        } else {
          isAfterReturn = false;
          if (line.length() > LINE_CHARS_MAX) {
            throw new BrokenSourceException(
                "line " + (lines + 1) + " is longer than " + LINE_CHARS_MAX + " characters");
          }
          line.append(c);
        }
      }
    }
    if (!line.isEmpty()) {
      line(line);
    }
  }

  private void line(StringBuilder line) throws IOException {
    lines++;
    String text = line.toString();
    line.setLength(0);
    if (lines == 1 && text.startsWith("\uFEFF")) {
      text = text.substring(1); // the mark that some editors put before UTF-8
    }
    text = text.strip();
    isMeantToBeEmpty |= text.equals(MEANT_TO_BE_EMPTY);
    int comment = isHashComment ? text.indexOf('#') : text.startsWith("#") ? 0 : -1;
    if (comment >= 0) {
      text = text.substring(0, comment).strip();
    }
    if (text.isEmpty()) {
      return;
    }
    String why = sink.take(text);
    if (why == null) {
      entries++;
    } else {
      badCount++;
      if (bad.size() < BAD_TOLD_MAX) {
        bad.add("line " + lines + ": " + why);
      }
    }
    if (entries + badCount > ENTRIES_MAX) {
      throw new BrokenSourceException("has more than " + ENTRIES_MAX + " entries");
    }
  }

  private String verdict() throws BrokenSourceException {
    String told = String.join("; ", bad) + (badCount > bad.size() ? "; …" : "");
    if ((long) badCount * BAD_SHARE > entries + badCount) {
      throw new BrokenSourceException(
          badCount + " of " + (entries + badCount) + " lines are no entries: " + told);
    }
    if (entries == 0 && !isMeantToBeEmpty) {
      throw new BrokenSourceException(
          "has no entries; where that is meant, it has a line '" + MEANT_TO_BE_EMPTY + "'");
    }
    return badCount == 0 ? "" : badCount + " lines were left out: " + told;
  }
}
