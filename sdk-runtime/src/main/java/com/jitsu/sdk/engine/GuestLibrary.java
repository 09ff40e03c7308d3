package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What functions find beside the language and beside {@code context}: the web's globals, {@code
 * crypto}, {@code @jitsu/functions-lib}. Its parts are JavaScript; each is evaluated when it is
 * first used. For one context.
 */
final class GuestLibrary {

  private final Scripts scripts;
  private final GuestLibraryHost host;
  private @Nullable Value modules;

  /** For runs that draw from {@code chance}. */
  GuestLibrary(Scripts scripts, Chance chance) {
    this.scripts = requireNonNull(scripts);
    this.host = new GuestLibraryHost(scripts, chance);
  }

  /** Puts the globals into the context; to be called before any code of the user. */
  void install(Context context) {
    Value installed = context.eval(scripts.get("library/web")).execute(host);
    modules = installed;
    // Nothing that an import would not give: frozen exports, the same at each call.
    context.eval(scripts.get("library/modules")).executeVoid(installed);
  }

  /** The text behind an import of the runtime's own; empty for any other name. */
  Optional<String> module(String name) {
    return switch (name) {
      case "crypto" -> Optional.of(exports("crypto"));
      case "@jitsu/functions-lib" -> Optional.of(exports("functionsLib"));
      default -> Optional.empty();
    };
  }

  private String exports(String member) {
    Value exported =
        requireNonNull(modules, "the library is installed before a module is read")
            .invokeMember(member);
    TreeSet<String> names = new TreeSet<>(exported.getMemberKeys());
    names.remove("default");
    return "const all = globalThis[Symbol.for('jitsu.modules')]."
        + member
        + "();\nexport const { "
        + String.join(", ", names)
        + " } = all;\nexport default all;\n";
  }
}
