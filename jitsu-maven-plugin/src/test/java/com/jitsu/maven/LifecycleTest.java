package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the packaging and Eclipse are told of the goals fits what there is. */
class LifecycleTest {

  @Test
  void thePackagingBindsEachGoalToItsOwnPhase() throws Exception {
    Element phases =
        (Element) read("/META-INF/plexus/components.xml").getElementsByTagName("phases").item(0);

    assertThat(elements(phases.getElementsByTagName("*")))
        .filteredOn(phase -> phase.getTextContent().contains("jitsu"))
        .allSatisfy(
            phase ->
                assertThat(phase.getTextContent())
                    .isEqualTo("com.jitsu:jitsu-maven-plugin:" + phase.getTagName()))
        .extracting(Element::getTagName)
        .containsExactly("validate", "compile", "test", "package")
        .isSubsetOf(goalsWithAPhase());
  }

  @Test
  void eclipseKnowsEveryGoalThatABuildRuns() throws Exception {
    assertThat(
            elements(
                read("/META-INF/m2e/lifecycle-mapping-metadata.xml").getElementsByTagName("goal")))
        .extracting(Element::getTextContent)
        .doesNotHaveDuplicates()
        .containsAll(goalsWithAPhase());
  }

  private static List<String> goalsWithAPhase() throws Exception {
    return elements(read("/META-INF/maven/plugin.xml").getElementsByTagName("mojo")).stream()
        .filter(mojo -> mojo.getElementsByTagName("phase").getLength() > 0)
        .map(mojo -> mojo.getElementsByTagName("goal").item(0).getTextContent())
        .toList();
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Document read(String name)
      throws IOException, SAXException, ParserConfigurationException {
    try (InputStream in =
        Objects.requireNonNull(LifecycleTest.class.getResourceAsStream(name), name)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }
}
