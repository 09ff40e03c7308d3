package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Descriptor.Goal;
import com.jitsu.maven.Descriptor.Option;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.internal.MojoDescriptorCreator;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parameter of every goal does what it says, from the POM and from {@code -D}. Which there
 * are, the plugin's descriptor says: a new one needs no new test.
 */
@MojoTest
class GoalParametersTest {

  private static final Path ROOT = Path.of("target", "parameters").toAbsolutePath();
  private static final String TARGET = ROOT.resolve("target").toString();

  @Inject private PlexusContainer container;

  static Stream<Named<Goal>> goals() throws Exception {
    return Descriptor.goals().stream().map(goal -> Named.of(goal.name(), goal));
  }

  @ParameterizedTest
  @MethodSource("goals")
  void thePomSetsEachParameter(Goal goal) throws Exception {
    for (Option option : goal.settable()) {
      Xpp3Dom pom =
          MojoExtension.extractPluginConfiguration(
              "jitsu-maven-plugin",
              Xpp3DomBuilder.build(
                  new StringReader(
                      """
                      <project><build><plugins><plugin>
                        <artifactId>jitsu-maven-plugin</artifactId>
                        <configuration><%1$s>%2$s</%1$s></configuration>
                      </plugin></plugins></build></project>
                      """
                          .formatted(option.name(), typed(option)))));

      assertThat(field(make(goal, pom), option.name()))
          .as(option.name())
          .isEqualTo(meant(option.type(), typed(option)));
    }
  }

  @ParameterizedTest
  @MethodSource("goals")
  void theCommandLineSetsEachParameter(Goal goal) throws Exception {
    for (Option option : goal.settable()) {
      String property = option.property().orElseThrow();

      assertThat(field(make(goal, nothing(), property, typed(option)), option.name()))
          .as(option.name())
          .isEqualTo(meant(option.type(), typed(option)));
    }
  }

  @ParameterizedTest
  @MethodSource("goals")
  void otherwiseEachParameterIsWhatThePageSays(Goal goal) throws Exception {
    Mojo mojo = make(goal, nothing());
    for (Option option : goal.settable()) {
      assertThat(field(mojo, option.name()))
          .as(option.name())
          .isEqualTo(
              option
                  .defaultValue()
                  .map(text -> text.replace("${project.build.directory}", TARGET))
                  .map(text -> meant(option.type(), text))
                  .orElse(null));
    }
  }

  @Test
  @InjectMojo(goal = "test")
  @MojoParameter(name = "timeLimit", value = "250")
  @MojoParameter(name = "laws", value = "fail")
  void theHarnessMakesAGoalAsMavenDoes(TestMojo mojo) throws Exception {
    assertThat(field(mojo, "timeLimit")).isEqualTo(250L);
    assertThat(field(mojo, "laws")).isEqualTo("fail");
    assertThat(field(mojo, "failIfNoTests")).isEqualTo(true);
  }

  @Test
  @InjectMojo(goal = "compile")
  @MojoParameter(name = "skipCompile", value = "true")
  void aGoalThatIsSkippedDoesNothing(CompileMojo mojo) throws Exception {
    Path output = mojo.output();
    mojo.execute();

    assertThat(output).doesNotExist();
  }

  /** A goal with a configuration, filled in as Maven fills it in. */
  private Mojo make(Goal goal, Xpp3Dom pom, String... fromCommandLine) throws Exception {
    MojoDescriptor descriptor = descriptor(goal.name());
    Mojo mojo = container.lookup(Mojo.class, descriptor.getRoleHint());
    new BasicComponentConfigurator()
        .configureComponent(
            mojo,
            new XmlPlexusConfiguration(
                Xpp3Dom.mergeXpp3Dom(pom, MojoDescriptorCreator.convert(descriptor))),
            new PluginParameterExpressionEvaluator(
                session(fromCommandLine), new MojoExecution(descriptor)),
            container.getContainerRealm());
    return mojo;
  }

  @SuppressWarnings("deprecation") // its constructors all are: only Maven is meant to call them
  private MavenSession session(String... fromCommandLine) {
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    for (int i = 0; i < fromCommandLine.length; i += 2) {
      request.getUserProperties().setProperty(fromCommandLine[i], fromCommandLine[i + 1]);
    }
    MavenProject project = new MavenProject();
    project.setFile(ROOT.resolve("pom.xml").toFile());
    project.getBuild().setDirectory(ROOT.resolve("target").toString());
    project.getBuild().setFinalName("shop-1.0");
    MavenSession session =
        new MavenSession(
            container,
            MavenRepositorySystemUtils.newSession(),
            request,
            new DefaultMavenExecutionResult());
    session.setCurrentProject(project);
    return session;
  }

  private static MojoDescriptor descriptor(String goal) throws Exception {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                GoalParametersTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")),
            StandardCharsets.UTF_8)) {
      PluginDescriptor plugin = new PluginDescriptorBuilder().build(reader);
      return Objects.requireNonNull(plugin.getMojo(goal));
    }
  }

  /** A new one each time: merging adds to it. */
  private static Xpp3Dom nothing() {
    return new Xpp3Dom("configuration");
  }

  /** What a user may type for a parameter: never its default. */
  private static String typed(Option option) {
    return switch (option.type()) {
      case "boolean" -> String.valueOf(!Boolean.parseBoolean(option.defaultValue().orElseThrow()));
      case "int", "long" -> "4711";
      case "double" -> "12.5";
      case "java.io.File" -> "in a folder/of its own";
      case "java.lang.String" -> "some words";
      default -> throw new AssertionError("say here what is typed for a " + option.type());
    };
  }

  private static Object meant(String type, String typed) {
    return switch (type) {
      case "boolean" -> Boolean.valueOf(typed);
      case "int" -> Integer.valueOf(typed);
      case "long" -> Long.valueOf(typed);
      case "double" -> Double.valueOf(typed);
      case "java.io.File" -> ROOT.resolve(typed).toFile();
      default -> typed;
    };
  }

  private static Object field(Object mojo, String name) throws IllegalAccessException {
    return MojoExtension.getVariableValueFromObject(mojo, name);
  }
}
