package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.engine.events.Variables.Variable;
import com.oracle.js.parser.TokenType;
import com.oracle.js.parser.ir.AccessNode;
import com.oracle.js.parser.ir.BaseNode;
import com.oracle.js.parser.ir.CallNode;
import com.oracle.js.parser.ir.Expression;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.IndexNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows events into what is called: functions of the module, and the methods of arrays that call
 * one for every element. What they return is not followed: there, parts have escaped.
 */
final class CallReader {

  private final EventReader reader;
  private final Variables variables;

  CallReader(EventReader reader, Variables variables) {
    this.reader = reader;
    this.variables = variables;
  }

  /** What a call may return, of that which came with the events. */
  Set<Part> result(CallNode call) {
    Expression callee = call.getFunction();
    List<Expression> arguments = call.getArgs();
    if (call.isNew() || call.isTaggedTemplateLiteral() || call.isImport() || call.isEval()) {
      return unknown(callee, arguments);
    }
    Set<FunctionNode> functions = functions(callee);
    if (!functions.isEmpty()) {
      passAll(functions, arguments);
      if (callee instanceof FunctionNode) {
        reader.visit(callee);
      }
      return Part.NOTHING;
    }
    if (isArrayFrom(callee) && !arguments.isEmpty()) {
      return arrayFrom(arguments);
    }
    if (callee instanceof AccessNode || callee instanceof IndexNode) {
      return method((BaseNode) callee, arguments);
    }
    return unknown(callee, arguments);
  }

  private Set<Part> unknown(Expression callee, List<Expression> arguments) {
    if (!reader.isArray(callee)) {
      reader.visit(callee);
    }
    arguments.forEach(reader::visit);
    return Part.NOTHING;
  }

  /** The functions of this module that are meant; none when there may be others. */
  private Set<FunctionNode> functions(@Nullable Expression callee) {
    if (callee instanceof FunctionNode function) {
      return Set.of(function);
    }
    if (callee instanceof IdentNode name) {
      Variable variable = reader.variable(name);
      return variable == null ? Set.of() : variables.functions(variable);
    }
    return Set.of();
  }

  private void passAll(Set<FunctionNode> functions, List<Expression> arguments) {
    boolean spread = false;
    for (int i = 0; i < arguments.size(); i++) {
      Expression argument = arguments.get(i);
      spread |= argument.isTokenType(TokenType.SPREAD_ARGUMENT);
      if (spread) {
        reader.visit(argument);
        continue;
      }
      Set<Part> parts = reader.value(argument);
      for (FunctionNode function : functions) {
        reader.pass(function, i, parts);
      }
    }
  }

  private boolean isArrayFrom(Expression callee) {
    return callee instanceof AccessNode access
        && access.getProperty().equals("from")
        && reader.isArray(access.getBase());
  }

  private Set<Part> arrayFrom(List<Expression> arguments) {
    Set<Part> copied = reader.copied(reader.value(arguments.get(0)));
    if (arguments.size() == 1) {
      return copied;
    }
    if (copied.isEmpty()) {
      arguments.subList(1, arguments.size()).forEach(reader::visit);
    } else {
      callback(arguments, 1, reader.anEvent(), 0);
    }
    return Part.NOTHING;
  }

  private Set<Part> method(BaseNode callee, List<Expression> arguments) {
    if (callee.isSuper()) {
      return unknown(callee, arguments);
    }
    String name = EventReader.key(callee);
    Set<Part> receivers = reader.value(callee.getBase());
    if (receivers.isEmpty() || name == null) {
      return unknown(callee, arguments);
    }
    Set<Part> results = new LinkedHashSet<>();
    boolean list = false;
    for (Part receiver : receivers) {
      if (receiver.kind() == Part.Kind.LIST) {
        list = true;
      } else {
        // A method gets its receiver whole.
        reader.escape(Set.of(receiver), "." + name + "()");
      }
    }
    if (list) {
      results.addAll(ofList(name, arguments));
    } else {
      arguments.forEach(reader::visit);
    }
    return results;
  }

  /** Methods of an array of events. */
  private Set<Part> ofList(String name, List<Expression> arguments) {
    Set<Part> event = reader.anEvent();
    switch (name) {
      case "forEach", "some", "every", "findIndex", "findLastIndex", "map", "flatMap" -> {
        callback(arguments, 0, event, 0);
        return Part.NOTHING;
      }
      case "filter" -> {
        callback(arguments, 0, event, 0);
        return reader.aList();
      }
      case "find", "findLast" -> {
        callback(arguments, 0, event, 0);
        return event;
      }
      case "sort", "toSorted" -> {
        callback(arguments, 0, event, 0);
        callback(arguments, 0, event, 1);
        return reader.aList();
      }
      case "reduce", "reduceRight" -> {
        return reduced(arguments, event);
      }
      case "reverse", "toReversed", "slice" -> {
        arguments.forEach(reader::visit);
        return reader.aList();
      }
      case "at", "pop", "shift" -> {
        arguments.forEach(reader::visit);
        return event;
      }
      default -> {
        reader.escape(reader.aList(), "." + name + "()");
        arguments.forEach(reader::visit);
        return Part.NOTHING;
      }
    }
  }

  private Set<Part> reduced(List<Expression> arguments, Set<Part> event) {
    Set<Part> start = event;
    if (arguments.size() > 1) {
      start = reader.value(arguments.get(1));
    }
    Set<FunctionNode> functions = arguments.isEmpty() ? Set.of() : functions(arguments.get(0));
    for (FunctionNode function : functions) {
      reader.pass(function, 0, start);
      reader.pass(function, 1, event);
      reader.pass(function, 3, reader.aList());
    }
    visitCallback(arguments.isEmpty() ? null : arguments.get(0), functions);
    return start;
  }

  /** Passes an element to a function that takes elements at {@code index}. */
  private void callback(List<Expression> arguments, int at, Set<Part> element, int index) {
    Expression callback = arguments.size() > at ? arguments.get(at) : null;
    Set<FunctionNode> functions = functions(callback);
    for (FunctionNode function : functions) {
      reader.pass(function, index, element);
      if (index == 0) {
        reader.pass(function, 2, reader.aList());
      }
    }
    visitCallback(callback, functions);
    arguments.subList(Math.min(arguments.size(), at + 1), arguments.size()).forEach(reader::visit);
  }

  private void visitCallback(@Nullable Expression callback, Set<FunctionNode> functions) {
    if (functions.isEmpty()) {
      reader.escape(reader.aList(), "a function that is not in plain sight");
    }
    if (callback instanceof FunctionNode || functions.isEmpty()) {
      reader.visit(callback);
    }
  }
}
