package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Blocks that a program reads can be read, and name what there is. */
class DataBlocksTest {
  private static List<Block> blocks(String label) {
    List<Block> blocks =
        Page.all().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.is(label))
            .toList();
    assertThat(blocks).as("blocks of " + label).isNotEmpty();
    return blocks;
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    String whole =
        xml.startsWith("<?xml") || xml.startsWith("<project")
            ? xml
            : "<block>" + xml.replace("…", "") + "</block>";
    return builder.parse(new InputSource(new StringReader(whole)));
  }

  private static String child(Element element, String name) {
    NodeList children = element.getElementsByTagName(name);
    return children.getLength() == 0 ? "" : children.item(0).getTextContent();
  }

  private static List<Element> dependencies(Document document) {
    NodeList nodes = document.getElementsByTagName("dependency");
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  @Test
  @DisplayName("XML is well formed, and its dependencies on Riskgate are there in this version")
  void xml() throws Exception {
    Document bom = parsed(Files.readString(Page.ROOT.resolve("risk-bom/pom.xml")));
    Set<String> ours =
        dependencies(bom).stream()
            .map(element -> child(element, "artifactId"))
            .collect(Collectors.toCollection(TreeSet::new));
    ours.add("risk-bom");
    String version = child(bom.getDocumentElement(), "version");

    int found = 0;
    for (Block block : blocks("xml")) {
      Document document = parsed(block.text());
      for (Element dependency : dependencies(document)) {
        if (child(dependency, "groupId").equals("io.riskgate")) {
          found++;
          assertThat(child(dependency, "artifactId")).as(block.where()).isIn(ours);
          assertThat(child(dependency, "version"))
              .as(block.where())
              .isIn("", version, "${riskgate.version}");
        }
      }
      String property = child(document.getDocumentElement(), "riskgate.version");
      assertThat(property).as(block.where()).isIn("", version);
    }
    assertThat(found).isGreaterThan(4);
  }

  @Test
  @DisplayName("YAML can be read")
  void yaml() {
    List<String> broken = new ArrayList<>();
    for (Block block : blocks("yaml")) {
      try {
        Object value =
            new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
                .loadFromString(block.text());
        assertThat(value).as(block.where()).isNotNull();
      } catch (RuntimeException e) {
        broken.add(block.where() + ": " + e.getMessage());
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("texts have a key and a value in each line")
  void properties() throws IOException {
    for (Block block : blocks("properties")) {
      Properties texts = new Properties();
      texts.load(new StringReader(block.text()));
      assertThat(texts).as(block.where()).isNotEmpty().doesNotContainValue("");
    }
  }

  @Test
  @DisplayName("tables in CSV have as many cells in each row")
  void csv() {
    for (Block block : blocks("csv")) {
      assertThat(block.text().lines().map(line -> line.split(",", -1).length).distinct())
          .as(block.where())
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("every test that a page names is there")
  void classesThatAreNamedExist() throws IOException {
    Pattern named = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
    Set<String> classes =
        Sources.classes().stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.toSet());
    for (Page page : Page.all()) {
      assertThat(named.matcher(page.text()).results().map(match -> match.group(1)))
          .as("tests that %s names", page.name())
          .allSatisfy(name -> assertThat(classes).contains(name));
    }
  }
}
