package com.jitsu.maven.report;

import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** {@code TEST-jitsu.<slug>.xml}, as Surefire writes it, for CI servers and report plugins. */
public final class SurefireXml {

  private static final String SCHEMA =
      "https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd";

  private static final String FAILED = "ExpectationFailed";

  private SurefireXml() {}

  /** Writes or replaces the report of one function. */
  public static void write(FunctionReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("TEST-jitsu." + report.slug() + ".xml"), text(report));
  }

  static String text(FunctionReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new Suite(xml).write(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML to memory failed", e);
    }
    return text.append("\n").toString();
  }

  /** One document. */
  private record Suite(XMLStreamWriter xml) {

    void write(FunctionReport report) throws XMLStreamException {
      Counts counts = report.counts();
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
      xml.writeAttribute(
          "xsi", "http://www.w3.org/2001/XMLSchema-instance", "noNamespaceSchemaLocation", SCHEMA);
      attribute("version", "3.0.2");
      attribute("name", "jitsu." + report.slug());
      attribute("time", seconds(report.took()));
      attribute("tests", Integer.toString(counts.run()));
      attribute("errors", Integer.toString(counts.errors()));
      attribute("skipped", Integer.toString(counts.skipped()));
      attribute("failures", Integer.toString(counts.failures()));
      xml.writeCharacters("\n  ");
      xml.writeEmptyElement("properties");
      for (FixtureResult result : report.results()) {
        testCase(result, report.earlier(result));
      }
      for (Fixture fixture : report.skipped()) {
        skipped(report.slug(), fixture);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
    }

    /** The schema wants failures before errors, and both before the log. */
    private void testCase(FixtureResult result, List<FixtureResult> earlier)
        throws XMLStreamException {
      FixtureRun run = result.run();
      begin(run.slug(), run.fixture(), seconds(run.took()));
      if (result instanceof Failed failed) {
        fault("failure", failed.summary(), FAILED, text(failed));
      }
      again(FunctionReport.isGreen(result) ? "flakyFailure" : "rerunFailure", earlier, true);
      if (result instanceof Errored errored) {
        fault("error", errored.error().message(), errored.error().name(), errored.error().text());
      }
      again(FunctionReport.isGreen(result) ? "flakyError" : "rerunError", earlier, false);
      if (!run.logs().isEmpty()) {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("system-out");
        xml.writeCharacters(
            legal(run.logs().stream().map(Suite::text).collect(Collectors.joining("\n"))));
        xml.writeEndElement();
      }
      end();
    }

    private void skipped(String slug, Fixture fixture) throws XMLStreamException {
      begin(slug, fixture, seconds(Duration.ZERO));
      xml.writeCharacters("\n    ");
      xml.writeEmptyElement("skipped");
      attribute("message", "left out after the failures before it");
      end();
    }

    private void begin(String slug, Fixture fixture, String seconds) throws XMLStreamException {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      attribute("name", fixture.name());
      attribute("classname", "jitsu." + slug);
      attribute("time", seconds);
    }

    private void end() throws XMLStreamException {
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }

    private void fault(String element, String message, String type, String text)
        throws XMLStreamException {
      xml.writeCharacters("\n    ");
      xml.writeStartElement(element);
      attribute("message", message);
      attribute("type", type);
      xml.writeCharacters(legal(text));
      xml.writeEndElement();
    }

    /** Runs before the last one. */
    private void again(String element, List<FixtureResult> earlier, boolean failures)
        throws XMLStreamException {
      for (FixtureResult each : earlier) {
        if (each instanceof Failed failed && failures) {
          again(element, failed.summary(), FAILED, text(failed));
        } else if (each instanceof Errored errored && !failures) {
          again(element, errored.error().message(), errored.error().name(), errored.error().text());
        }
      }
    }

    private void again(String element, String message, String type, String text)
        throws XMLStreamException {
      xml.writeCharacters("\n    ");
      xml.writeStartElement(element);
      attribute("message", message);
      attribute("type", type);
      xml.writeStartElement("stackTrace");
      xml.writeCharacters(legal(text));
      xml.writeEndElement();
      xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
      xml.writeAttribute(name, legal(value));
    }

    private static String text(Failed failed) {
      return failed.differences().stream().map(Suite::text).collect(Collectors.joining("\n"))
          + "\nfixture: "
          + failed.run().fixture().source()
          + ":"
          + failed.run().fixture().line();
    }

    private static String text(Difference difference) {
      return difference.path()
          + ": expected "
          + difference.expected()
          + ", found "
          + difference.found()
          + (difference.place() == null ? "" : "\n    at " + difference.place().text());
    }

    private static String text(LogLine line) {
      return line.level().name().toLowerCase(Locale.ROOT) + ": " + line.message();
    }

    private static String seconds(Duration took) {
      return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }

    /** XML 1.0 has no way to write some characters, whatever a function's text holds. */
    private static String legal(String text) {
      StringBuilder legal = new StringBuilder();
      text.codePoints()
          .map(point -> isLegal(point) ? point : '\uFFFD')
          .forEach(legal::appendCodePoint);
      return legal.toString();
    }

    private static boolean isLegal(int point) {
      return point == '\t'
          || point == '\n'
          || point == '\r'
          || (point >= 0x20 && point <= 0xD7FF)
          || (point >= 0xE000 && point <= 0xFFFD)
          || point >= 0x10000;
    }
  }
}
