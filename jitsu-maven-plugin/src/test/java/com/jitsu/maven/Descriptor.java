package com.jitsu.maven;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The goals as Maven is told of them: what {@code META-INF/maven/plugin.xml} says. */
final class Descriptor {

  private Descriptor() {}

  record Goal(
      String name,
      String implementation,
      Optional<String> phase,
      Optional<String> since,
      String description,
      List<Option> options) {

    /** Made by Maven's plugin tools, the same in every plugin. */
    boolean isMavensOwn() {
      return name.equals("help");
    }

    /** What a user may set, in the order of their names. */
    List<Option> settable() {
      return options.stream().filter(Option::isSettable).toList();
    }
  }

  /** One parameter of a goal. */
  record Option(
      String name,
      String type,
      boolean isSettable,
      Optional<String> property,
      Optional<String> defaultValue,
      Optional<String> since,
      String description) {}

  static List<Goal> goals() throws IOException, SAXException, ParserConfigurationException {
    try (InputStream in =
        Objects.requireNonNull(
            Descriptor.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
      return elements(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(in)
                  .getElementsByTagName("mojo"))
          .stream()
          .map(Descriptor::goal)
          .toList();
    }
  }

  private static Goal goal(Element mojo) {
    Element configured = (Element) mojo.getElementsByTagName("configuration").item(0);
    return new Goal(
        text(mojo, "goal").orElseThrow(),
        text(mojo, "implementation").orElseThrow(),
        text(mojo, "phase"),
        text(mojo, "since"),
        text(mojo, "description").orElse(""),
        elements(mojo.getElementsByTagName("parameter")).stream()
            .map(parameter -> option(parameter, configured))
            .toList());
  }

  private static Option option(Element parameter, Element configured) {
    String name = text(parameter, "name").orElseThrow();
    Optional<Element> value = elements(configured.getElementsByTagName(name)).stream().findFirst();
    return new Option(
        name,
        text(parameter, "type").orElseThrow(),
        text(parameter, "editable").orElse("").equals("true"),
        value
            .map(Element::getTextContent)
            .filter(text -> text.startsWith("${"))
            .map(text -> text.substring(2, text.length() - 1)),
        value.map(each -> each.getAttribute("default-value")).filter(text -> !text.isEmpty()),
        text(parameter, "since"),
        text(parameter, "description").orElse(""));
  }

  /** Of the first child of that name, on one line. */
  private static Optional<String> text(Element parent, String child) {
    return elements(parent.getChildNodes()).stream()
        .filter(each -> each.getTagName().equals(child))
        .map(each -> each.getTextContent().strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }
}
