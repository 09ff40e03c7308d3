package com.jitsu.sdk.engine;

import java.time.ZoneOffset;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** A context with the guest library in it, as confined as those of functions. */
final class LibraryContext implements AutoCloseable {

  private static final Engine ENGINE =
      Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();

  private static final Scripts SCRIPTS = new Scripts();

  final Chance chance = new Chance();
  private final Context context;
  private final Value library;

  LibraryContext() {
    context =
        Context.newBuilder("js")
            .engine(ENGINE)
            .allowHostAccess(HostAccess.NONE)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowIO(IOAccess.NONE)
            .allowExperimentalOptions(true)
            .option("js.load", "false")
            .option("js.print", "false")
            .option("js.console", "false")
            .option("js.graal-builtin", "false")
            .option("js.polyglot-builtin", "false")
            .option("js.java-package-globals", "false")
            .timeZone(ZoneOffset.UTC)
            .build();
    new GuestLibrary(SCRIPTS, chance).install(context);
    library = context.eval("js", "globalThis[Symbol.for('jitsu.modules')]");
  }

  /** Makes the exports of the module "crypto" a global of that name, for the test's scripts. */
  LibraryContext withCryptoModule() {
    context.getBindings("js").putMember("nodeCrypto", library.invokeMember("crypto"));
    return this;
  }

  Value functionsLib() {
    return library.invokeMember("functionsLib");
  }

  Value value(String... lines) {
    return context.eval("js", String.join("\n", lines));
  }

  /** What the expression gives as JSON; a failure as "name: message". */
  String json(String... lines) {
    return value(
            "(() => { try { return JSON.stringify((() => {"
                + (lines.length == 1 ? "return " : "")
                + String.join("\n", lines)
                + "})()) } catch (e) { return e.name + ': ' + e.message } })()")
        .asString();
  }

  @Override
  public void close() {
    context.close(true);
  }
}
