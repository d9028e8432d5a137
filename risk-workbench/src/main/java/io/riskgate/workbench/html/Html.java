package io.riskgate.workbench.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes HTML. Text and the values of attributes are escaped here and nowhere else, so that no text
 * of a file can become markup.
 */
public final class Html {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

  /** What may stand in no page, or would turn the direction of what follows. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t\\n]]");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  public Html open(String element, String... attributes) {
    start(element, attributes);
    out.append('>');
    open.push(element);
    return this;
  }

  /** Ends the element that was begun last. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends the line, for those who read the source. */
  public Html line() {
    out.append('\n');
    return this;
  }

  /**
   * An element that has no content.
   *
   * @param attributes names and values in turn
   */
  public Html empty(String element, String... attributes) {
    start(element, attributes);
    out.append("/>");
    return this;
  }

  /**
   * An element that holds a text.
   *
   * @param attributes names and values in turn
   */
  public Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Text. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Style or script of our own, which is no text. */
  public Html trusted(String element, String content) {
    if (content.contains("</")) {
      throw new IllegalArgumentException("would end the " + element);
    }
    out.append('<').append(element).append('>').append(content);
    out.append("</").append(element).append('>');
    return this;
  }

  private void start(String element, String... attributes) {
    out.append('<').append(name(element));
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(name(attributes[i])).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("No name: " + name);
    }
    return name;
  }

  private void escape(String text) {
    String fit = UNFIT.matcher(text).replaceAll("\uFFFD");
    for (int i = 0; i < fit.length(); i++) {
      char c = fit.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /** The page. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Not closed: " + open);
    }
    return out.toString();
  }
}
