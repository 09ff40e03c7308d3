package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.engine.events.Footprint.OpenException;
import com.jitsu.sdk.engine.events.Variables.Variable;
import com.oracle.js.parser.ErrorManager;
import com.oracle.js.parser.Parser;
import com.oracle.js.parser.ParserException;
import com.oracle.js.parser.ScriptEnvironment;
import com.oracle.js.parser.Source;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.Module;
import com.oracle.js.parser.ir.Scope;
import com.oracle.js.parser.ir.Statement;
import com.oracle.js.parser.ir.VarNode;
import java.util.Set;

/**
 * Finds what a module's default export reads of its events, by following them through the text.
 * Again and again, until nothing new is found: a variable may be read above the place where it is
 * set.
 */
final class ModuleReader {

  /** Real functions need three or four; what needs more is not worth the time. */
  private static final int READINGS = 30;

  private static final int ALIASES = 5;

  private ModuleReader() {}

  /**
   * The paths that are read.
   *
   * @throws OpenException when they cannot be told
   * @throws ParserException when it cannot be parsed
   */
  static Paths read(String code) {
    FunctionNode module = parse(code);
    Variables variables = new Variables();
    new EventReader(variables, true).read(module);
    Part events = Part.of(Part.Kind.EVENTS);
    EventReader reader = new EventReader(variables, false);
    reader.pass(profileFunction(module, variables), 0, Set.of(events));
    int before = -1;
    int known = 0;
    for (int i = 0; i < READINGS; i++) {
      reader.read(module);
      before = known;
      known = variables.size() + reader.event().size();
      if (known == before) {
        return reader.event().paths();
      }
    }
    throw new OpenException("the text is too entangled");
  }

  private static FunctionNode parse(String code) {
    ScriptEnvironment newest =
        ScriptEnvironment.builder()
            .ecmaScriptVersion(ScriptEnvironment.ES_2024)
            .strict(true)
            .allowBigInt(true)
            .classFields(true)
            .privateFieldsIn(true)
            .topLevelAwait(true)
            .build();
    return new Parser(newest, Source.sourceFor("module", code), new Strict()).parseModule("module");
  }

  /** The function in the text that the module exports as its default. */
  private static FunctionNode profileFunction(FunctionNode module, Variables variables) {
    String name =
        module.getModule().getLocalExportEntries().stream()
            .filter(
                entry -> entry.getExportName().toString().equals(Module.DEFAULT_NAME.toString()))
            .map(entry -> entry.getLocalName().toString())
            .findFirst()
            .orElseThrow(() -> new OpenException("there is no default export of its own"));
    Scope scope = module.getBody().getScope();
    for (int i = 0; i < ALIASES; i++) {
      Set<FunctionNode> functions = variables.functions(new Variable(scope, name));
      if (functions.size() == 1) {
        return functions.iterator().next();
      }
      if (!variables.isAssignedOnce(new Variable(scope, name))) {
        break;
      }
      name = alias(module, name);
    }
    throw new OpenException("the default export is not a function in plain sight");
  }

  /** For {@code var a = b}, as bundlers write it, the name on the right. */
  private static String alias(FunctionNode module, String name) {
    for (Statement statement : module.getBody().getStatements()) {
      if (statement instanceof VarNode variable
          && variable.getName().getName().equals(name)
          && variable.getInit() instanceof IdentNode value) {
        return value.getName();
      }
    }
    throw new OpenException("the default export is not a function in plain sight");
  }

  private static final class Strict extends ErrorManager {
    @Override
    public void error(ParserException error) {
      throw error;
    }
  }
}
