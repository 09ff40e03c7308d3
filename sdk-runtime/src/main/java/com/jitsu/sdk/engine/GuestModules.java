package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.graalvm.polyglot.io.FileSystem;

/**
 * What {@code import} finds in a context: the runtime's own modules and nothing else. There is no
 * file behind it; everything but reading those modules is refused by the name that was asked for.
 */
final class GuestModules implements FileSystem {

  /** How an import is refused, CONTRACT A.11. */
  static final String REFUSED = "import is not allowed: ";

  private static final Path ROOT = Path.of("/");

  private final Function<String, Optional<String>> texts;
  private final Map<Path, String> asked = new HashMap<>();

  /**
   * For one context.
   *
   * @param texts the source of a module of the runtime's own; empty for every other name
   */
  GuestModules(Function<String, Optional<String>> texts) {
    this.texts = requireNonNull(texts);
  }

  @Override
  public Path parsePath(URI uri) {
    return noted(
        Path.of("/^uri/" + Integer.toHexString(uri.toString().hashCode())), uri.toString());
  }

  @Override
  public Path parsePath(String path) {
    return noted(Path.of(path), path);
  }

  private synchronized Path noted(Path path, String name) {
    asked.putIfAbsent(path.normalize(), name);
    return path;
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE) || text(path).isEmpty()) {
      throw new NoSuchFileException(refused(path));
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    return new TextChannel(text(path).orElseThrow(() -> new SecurityException(refused(path))));
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) {
    throw new SecurityException(refused(dir));
  }

  @Override
  public void delete(Path path) {
    throw new SecurityException(refused(path));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) {
    throw new SecurityException(refused(dir));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return ROOT.resolve(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) {
    return path;
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    throw new NoSuchFileException(refused(path));
  }

  private Optional<String> text(Path path) {
    return texts.apply(name(path));
  }

  private String refused(Path path) {
    return REFUSED + name(path);
  }

  /** As the import wrote it. */
  private synchronized String name(Path path) {
    Path normal = path.normalize();
    String name = asked.get(normal);
    if (name == null && normal.startsWith(ROOT)) {
      name = asked.get(ROOT.relativize(normal));
    }
    return name == null ? path.toString() : name;
  }
}
