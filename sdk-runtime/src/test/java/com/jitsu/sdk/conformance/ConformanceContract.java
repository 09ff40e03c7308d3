package com.jitsu.sdk.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The exam that everything takes which runs functions: CONTRACT A.3 to A.13, line by line. */
public abstract class ConformanceContract {

  /** Who is examined. */
  public interface Subject extends AutoCloseable {

    /** Address of the server with a case's routes. */
    String http();

    boolean takes(ConformanceCase test);

    /**
     * Runs a case.
     *
     * @return as {@code POST /api/functions/run} answers, with {@code store}: what is kept under
     *     the keys that the case knows; {@code {"outcome": "refused", "problems": […]}} for code
     *     that cannot be loaded
     */
    ObjectNode run(ConformanceCase test);

    @Override
    void close();
  }

  protected abstract Subject subject();

  @TestFactory
  public Stream<DynamicNode> contract() {
    Subject subject = subject();
    Map<String, List<DynamicNode>> sections = new LinkedHashMap<>();
    for (ConformanceCase test : ConformanceCases.all(subject.http())) {
      if (subject.takes(test)) {
        sections
            .computeIfAbsent(test.section(), section -> new ArrayList<>())
            .add(dynamicTest(test.title(), () -> Expectation.check(test, subject.run(test))));
      }
    }
    return sections.entrySet().stream()
        .map(section -> dynamicContainer(section.getKey(), section.getValue()));
  }
}
