package com.jitsu.sdk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.bundle.ShippedTypes;
import com.jitsu.sdk.bundle.TypeChecker;
import com.jitsu.sdk.bundle.TypeProblem;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.events.EventBorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * TypeScript's own compiler in GraalJS. Loaded at the first check that has something to check (a
 * second or two), kept until closed: later checks are several times faster. Thread-safe, one check
 * at a time.
 *
 * <p>Rules: those of {@code tsconfig.json} in {@link ShippedTypes}, strict but for implicit any and
 * caught values, which much of customers' code does without; a project's {@code tsconfig.json}
 * changes how strict, and its {@code paths}. Libraries are ES2022, our globals, {@code
 * node_modules} where there is one.
 */
public final class GraalTypeScript implements TypeChecker, AutoCloseable {

  private static final String HOST = "typescript-host.js";

  /** Folder and library exist for the compiler only; no real path begins like this. */
  private static final String TYPES = "/^jitsu/types";

  private static final String LIBRARY = "/^jitsu/library.d.ts";
  private static final Pattern WANTS_CHECK = Pattern.compile("(?m)^\\s*//\\s*@ts-check\\b");

  private final Path jar;
  private @Nullable Context context;
  private @Nullable Value checkFiles;
  private Map<String, String> fixedFiles = Map.of();
  private Set<Path> read = new TreeSet<>();
  private Set<Path> missing = new TreeSet<>();

  /** For the jar of {@code org.mvnpm:typescript}; nothing is read yet. */
  public GraalTypeScript(Path typescriptJar) {
    this.jar = typescriptJar;
  }

  @Override
  public String version() {
    return jar.getFileName()
        + " "
        + Integer.toHexString(ShippedTypes.all().hashCode())
        + " "
        + Integer.toHexString(hostText().hashCode());
  }

  @Override
  public synchronized Check check(Path projectRoot, List<Path> files) {
    read = new TreeSet<>();
    missing = new TreeSet<>();
    List<Object> names = new ArrayList<>();
    for (Path file : files) {
      if (wantsCheck(file)) {
        names.add(name(file));
      }
    }
    if (names.isEmpty()) {
      return new Check(List.of(), read, missing);
    }
    boolean hasConfig = isFile(name(projectRoot) + "/tsconfig.json");
    try {
      String found =
          loaded().execute(name(projectRoot), ProxyArray.fromList(names), hasConfig).asString();
      return new Check(problems(projectRoot, Json.parse(found)), read, missing);
    } catch (PolyglotException e) {
      throw new TypeScriptJar(jar).unusable("it fails: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    if (context != null) {
      context.close(true);
      context = null;
      checkFiles = null;
    }
  }

  /** JavaScript that does not ask for it is not read by the compiler at all. */
  private boolean wantsCheck(Path file) {
    if (!file.toString().endsWith(".js")) {
      return true;
    }
    String text = readFile(name(file));
    return text != null && WANTS_CHECK.matcher(text).find();
  }

  private Value loaded() {
    if (checkFiles != null) {
      return checkFiles;
    }
    TypeScriptJar typescript = new TypeScriptJar(jar);
    fixedFiles = new HashMap<>();
    fixedFiles.put(LIBRARY, typescript.library());
    ShippedTypes.all().forEach((name, text) -> fixedFiles.put(TYPES + "/" + name, text));
    // Functions are translated when first called: most of the compiler never is.
    EventBorder.openEngine();
    Context opened =
        Context.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.lazy-translation", "true")
            .build();
    context = opened;
    opened.eval(Source.newBuilder("js", typescript.compiler() + hostText(), HOST).buildLiteral());
    Value started =
        opened.eval("js", "typescriptHost").execute(host(), TYPES, LIBRARY, isCaseSensitive());
    checkFiles = started;
    return started;
  }

  private ProxyObject host() {
    ProxyExecutable readFile = arguments -> readFile(arguments[0].asString());
    ProxyExecutable isFile = arguments -> isFile(arguments[0].asString());
    ProxyExecutable isFolder = arguments -> isFolder(arguments[0].asString());
    return ProxyObject.fromMap(Map.of("read", readFile, "isFile", isFile, "isFolder", isFolder));
  }

  private @Nullable String readFile(String name) {
    String fixed = fixedFiles.get(name);
    Path file = isOurs(name) ? null : path(name);
    if (file == null) {
      return fixed;
    }
    try {
      String text = Files.readString(file);
      read.add(file);
      return text;
    } catch (IOException e) {
      missing.add(file);
      return null;
    }
  }

  private boolean isFile(String name) {
    if (isOurs(name)) {
      return fixedFiles.containsKey(name);
    }
    Path file = path(name);
    return file != null && (Files.isRegularFile(file) || isMissing(file));
  }

  private boolean isFolder(String name) {
    Path folder = path(name);
    return isOurs(name) || (folder != null && (Files.isDirectory(folder) || isMissing(folder)));
  }

  /** Null for what no file of this system can be called; an import may say anything. */
  private static @Nullable Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Notes that a path was looked for in vain. */
  private boolean isMissing(Path path) {
    if (!Files.exists(path)) {
      missing.add(path);
    }
    return false;
  }

  private static boolean isOurs(String name) {
    return name.startsWith("/^jitsu");
  }

  private static List<TypeProblem> problems(Path root, JsonNode found) {
    List<TypeProblem> problems = new ArrayList<>();
    for (JsonNode each : found) {
      JsonNode file = each.path("file");
      problems.add(
          new TypeProblem(
              each.path("number").asInt(),
              each.path("message").asText(),
              file.isTextual()
                  ? new Position(
                      name(root.relativize(Path.of(file.asText()))),
                      each.path("line").asInt(),
                      each.path("column").asInt())
                  : null));
    }
    return problems;
  }

  /** As the compiler writes paths. */
  private static String name(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static boolean isCaseSensitive() {
    String os = System.getProperty("os.name");
    return !os.startsWith("Windows") && !os.startsWith("Mac");
  }

  private static String hostText() {
    try (InputStream stream =
        Objects.requireNonNull(GraalTypeScript.class.getResourceAsStream(HOST), HOST)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
