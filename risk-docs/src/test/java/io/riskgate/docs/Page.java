package io.riskgate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path where it is
 * @param blocks its code blocks, in order
 * @param links where its links lead
 * @param anchors the names of its headings, as GitHub makes them
 */
record Page(Path path, List<Block> blocks, List<Link> links, Set<String> anchors) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Map<Path, Page> READ = new ConcurrentHashMap<>();
  private static final Pattern FENCE = Pattern.compile("^( *)```(.*)$");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?)#* *$");
  private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^) ]+)[^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern IMAGE = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"");
  private static final Pattern MARKUP = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)|[`*]");

  /** A link that stands in a line. */
  record Link(int line, String target) {}

  /** What the repository tells its readers: the first page, docs and the examples' own pages. */
  static List<Page> all() {
    List<Page> pages = new ArrayList<>();
    pages.add(read(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> examples = Files.walk(ROOT.resolve("examples"), 2)) {
      Stream.concat(docs, examples)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .forEach(path -> pages.add(read(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static Page doc(String name) {
    return read(ROOT.resolve("docs").resolve(name));
  }

  /** Reads a page; each once, as links lead to the same pages again and again. */
  static Page read(Path path) {
    return READ.computeIfAbsent(path, Page::parse);
  }

  private static Page parse(Path path) {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Block> blocks = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> headings = new HashMap<>();
    String name = ROOT.relativize(path).toString();
    for (int i = 0; i < lines.size(); i++, prose.append('\n')) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int begin = i;
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          text.append(lines.get(i)).append('\n');
          prose.append('\n');
        }
        blocks.add(
            new Block(
                name, begin + 1, fence.group(2).strip(), text.toString().stripIndent().indent(0)));
        continue;
      }
      Matcher heading = HEADING.matcher(lines.get(i));
      if (heading.matches()) {
        String slug = slug(heading.group(1));
        int before = headings.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
      prose.append(lines.get(i));
    }
    return new Page(path, blocks, links(prose.toString()), anchors);
  }

  /** A link may begin in one line and end in the next. */
  private static List<Link> links(String prose) {
    String withoutCode = CODE.matcher(prose).replaceAll("``");
    List<Link> links = new ArrayList<>();
    for (Pattern pattern : List.of(LINK, IMAGE)) {
      Matcher link = pattern.matcher(withoutCode);
      while (link.find()) {
        int line = 1 + (int) withoutCode.substring(0, link.start()).lines().count();
        links.add(new Link(line, link.group(1)));
      }
    }
    return links;
  }

  private static String slug(String heading) {
    return MARKUP
        .matcher(heading)
        .replaceAll(match -> match.group(1) == null ? "" : Matcher.quoteReplacement(match.group(1)))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return ROOT.relativize(path).toString();
  }
}
