package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BomTest {
  private static final Set<String> NOT_PUBLISHED =
      Set.of("risk-bom", "risk-benchmarks", "risk-docs", "risk-release");

  private static Document pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile());
  }

  /** The text of a child of the project itself. */
  private static String own(Document pom, String name) {
    NodeList all = pom.getDocumentElement().getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.getTagName().equals(name)) {
        return element.getTextContent().strip();
      }
    }
    return "";
  }

  @Test
  @DisplayName("The BOM lists every published module, and no other")
  void complete() throws Exception {
    Path root = Path.of("..");
    Document parent = pom(root);
    Set<String> published = new TreeSet<>();
    NodeList modules =
        ((Element) parent.getElementsByTagName("modules").item(0)).getElementsByTagName("module");
    for (int i = 0; i < modules.getLength(); i++) {
      String folder = modules.item(i).getTextContent().strip();
      if (!folder.startsWith("examples/")) {
        published.add(own(pom(root.resolve(folder)), "artifactId"));
      }
    }
    published.removeAll(NOT_PUBLISHED);

    Document bom = pom(root.resolve("risk-bom"));
    Set<String> listed = new TreeSet<>();
    NodeList dependencies = bom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      assertThat(dependency.getElementsByTagName("version").item(0).getTextContent())
          .isEqualTo("${project.version}");
      listed.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
    }
    assertThat(listed).isEqualTo(published);
    assertThat(own(bom, "version")).isEqualTo(own(parent, "version"));
  }
}
