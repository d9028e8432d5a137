package io.riskgate.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the published modules bring at run time, as CycloneDX has written it down. */
final class BillOfMaterials {
  /** What some call a licence that has an identifier; looked up in the library itself. */
  private static final Map<String, String> IDENTIFIERS =
      Map.of(
          "BSD licence", "BSD-3-Clause", // ANTLR 3
          "GNU Lesser General Public License", "LGPL-3.0-or-later"); // JavaParser

  private final Map<String, Component> components = new TreeMap<>();
  private final Map<String, List<String>> needs = new LinkedHashMap<>();

  private BillOfMaterials() {}

  static BillOfMaterials read() throws Exception {
    Map<String, Path> jars =
        Pattern.compile(System.getProperty("path.separator"), Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path"))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .collect(
                Collectors.toMap(
                    path -> path.getFileName().toString(), Function.identity(), (a, b) -> a));
    BillOfMaterials bill = new BillOfMaterials();
    Element bom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("target", "bom.xml").toFile())
            .getDocumentElement();
    for (Element each : children(child(bom, "components"))) {
      Component component = component(each, jars);
      bill.components.put(component.ref(), component);
    }
    for (Element each : children(child(bom, "dependencies"))) {
      bill.needs.put(
          each.getAttribute("ref"),
          children(each).stream().map(needed -> needed.getAttribute("ref")).toList());
    }
    return bill;
  }

  private static Component component(Element element, Map<String, Path> jars) {
    String name = text(element, "name");
    String version = text(element, "version");
    Path jar = jars.get(name + "-" + version + ".jar");
    if (jar == null) {
      throw new IllegalStateException(
          name + " " + version + " is in the bill of materials and not on the class path");
    }
    return new Component(
        element.getAttribute("bom-ref"),
        text(element, "group"),
        name,
        version,
        licences(element),
        jar);
  }

  private static List<String> licences(Element component) {
    List<String> licences = new ArrayList<>();
    for (Element each : children(child(component, "licenses"))) {
      if (each.getTagName().equals("expression")) {
        licences.add(each.getTextContent().strip());
      } else {
        String id = text(each, "id");
        String name = id.isEmpty() ? text(each, "name") : id;
        licences.add(IDENTIFIERS.getOrDefault(name, name));
      }
    }
    return licences;
  }

  Collection<Component> components() {
    return components.values();
  }

  /** What is needed to run some of our modules, themselves and each other's included. */
  List<Component> toRun(String... modules) {
    Deque<String> open = new ArrayDeque<>();
    for (String module : modules) {
      components.values().stream()
          .filter(component -> component.ours() && component.name().equals(module))
          .map(Component::ref)
          .forEach(open::add);
    }
    if (open.size() != modules.length) {
      throw new IllegalArgumentException("No such modules: " + List.of(modules));
    }
    Set<String> all = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String ref = open.remove();
      if (components.containsKey(ref) && all.add(ref)) {
        open.addAll(needs.getOrDefault(ref, List.of()));
      }
    }
    return all.stream()
        .map(components::get)
        .sorted(Comparator.comparing(Component::coordinates))
        .toList();
  }

  private static String text(Element parent, String tag) {
    Element child = child(parent, tag);
    return child == null ? "" : child.getTextContent().strip();
  }

  private static Element child(Element parent, String tag) {
    return children(parent).stream()
        .filter(each -> each.getTagName().equals(tag))
        .findFirst()
        .orElse(null);
  }

  private static List<Element> children(Element parent) {
    if (parent == null) {
      return List.of();
    }
    return IntStream.range(0, parent.getChildNodes().getLength())
        .mapToObj(parent.getChildNodes()::item)
        .flatMap(
            node ->
                node.getNodeType() == Node.ELEMENT_NODE
                    ? Stream.of((Element) node)
                    : Stream.empty())
        .toList();
  }
}
