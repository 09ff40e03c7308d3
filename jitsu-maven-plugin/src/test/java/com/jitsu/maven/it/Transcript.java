package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page tells a reader to do, in its order: commands in blocks, each above the lines that it
 * prints, and edits in sentences between them. The lines need not be all that is printed.
 */
final class Transcript {

  private static final Pattern EDIT =
      Pattern.compile("(?:in|In) `([^`]+)`, change `([^`]+)` to `([^`]+)`");

  /** One thing that the reader does. */
  private sealed interface Step {
    void play(Reader reader) throws IOException, InterruptedException;
  }

  private final List<Step> steps;

  private Transcript(List<Step> steps) {
    this.steps = steps;
  }

  /** Of a section, without what follows the next heading of its level. */
  static Transcript of(String page, String heading) {
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + heading.length() + 4);
    List<Step> steps = new ArrayList<>();
    boolean inBlock = false;
    List<String> shown = new ArrayList<>();
    for (String line : section.lines().takeWhile(each -> !each.startsWith("## ")).toList()) {
      if (line.startsWith("```")) {
        inBlock = !inBlock;
      } else if (inBlock && line.startsWith("$ ")) {
        shown = new ArrayList<>();
        steps.add(new Command(line.substring(2), shown));
      } else if (inBlock) {
        shown.add(line);
      } else {
        sentence(line, steps);
      }
    }
    assertThat(steps).as(heading).isNotEmpty();
    return new Transcript(steps);
  }

  private static void sentence(String line, List<Step> steps) {
    if (line.startsWith("Change it back")) {
      steps.add(new Undo());
    }
    Matcher edit = EDIT.matcher(line);
    while (edit.find()) {
      steps.add(new Edit(edit.group(1), edit.group(2), edit.group(3)));
    }
  }

  /** Without the first edit and what comes after it. */
  Transcript untilSomethingIsBroken() {
    return new Transcript(steps.stream().takeWhile(step -> !(step instanceof Edit)).toList());
  }

  /** Does all of it, beginning in a folder, and returns the folder where it ends. */
  Path play(Path folder) throws IOException, InterruptedException {
    Reader reader = new Reader(folder);
    for (Step step : steps) {
      step.play(reader);
    }
    assertThat(reader.edits).as("what was broken is mended").isEmpty();
    return reader.folder;
  }

  /** Where the reader is, and what they have changed. */
  private static final class Reader {
    private final Path start;
    private final Deque<Edit> edits = new ArrayDeque<>();
    private Path folder;

    Reader(Path start) {
      this.start = start;
      this.folder = start;
    }

    void replace(String file, String from, String to) throws IOException {
      Path path = folder.resolve(file);
      String text = Files.readString(path);
      assertThat(text.split(Pattern.quote(from), -1)).as("%s once in %s", from, file).hasSize(2);
      Files.writeString(path, text.replace(from, to));
    }
  }

  private record Command(String line, List<String> shown) implements Step {

    @Override
    public void play(Reader reader) throws IOException, InterruptedException {
      String[] words = line.split(" ");
      if (words[0].equals("cd")) {
        reader.folder = reader.folder.resolve(words[1]);
        return;
      }
      assertThat(words[0]).isEqualTo("mvn");
      MavenBuild build =
          MavenBuild.run(
              reader.folder,
              Stream.of(words).skip(1).flatMap(Command::asTested).toArray(String[]::new));
      MavenBuild ended = shown.contains("[INFO] BUILD FAILURE") ? build.fails() : build.succeeds();
      assertThat(normal(ended.output().replace(reader.start.toString(), "…")))
          .as(line)
          .containsSubsequence(normal(String.join("\n", shown)));
    }

    /** Of the archetype, a user has only what is released; its plugin, Maven takes the newest. */
    private static Stream<String> asTested(String word) {
      return word.equals("archetype:generate")
          ? Stream.of(GeneratedProject.GENERATE, "-DarchetypeVersion=" + MavenBuild.VERSION)
          : Stream.of(word);
    }

    /** Its lines, with times that are the same for all. */
    private static List<String> normal(String text) {
      return text.lines().map(each -> each.replaceAll("\\d+\\.\\d+ s\\b", "0.1 s")).toList();
    }
  }

  private record Edit(String file, String from, String to) implements Step {

    @Override
    public void play(Reader reader) throws IOException {
      reader.replace(file, from, to);
      reader.edits.push(this);
    }
  }

  private record Undo() implements Step {

    @Override
    public void play(Reader reader) throws IOException {
      Edit last = reader.edits.pop();
      reader.replace(last.file(), last.to(), last.from());
    }
  }
}
