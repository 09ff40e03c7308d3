package com.jitsu.sdk.engine.events;

import com.oracle.js.parser.ir.Block;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module's variables may hold, at any time: everything that is ever assigned to them. Order
 * does not matter, so a variable never holds less than it really does.
 */
final class Variables {

  /** One variable: a name in the scope that declares it. Scopes are compared by identity. */
  record Variable(Scope scope, String name) {}

  private final Map<Variable, Set<Part>> parts = new HashMap<>();
  private final Map<Variable, Set<FunctionNode>> functions = new HashMap<>();
  private final Set<Variable> classes = new HashSet<>();
  private final Map<Variable, Integer> others = new HashMap<>();
  private final IdentityHashMap<FunctionNode, Map<Integer, Set<Part>>> arguments =
      new IdentityHashMap<>();

  /** The variable that a name means in a scope; null for what the module does not declare. */
  static @Nullable Variable find(@Nullable Scope from, String name) {
    for (Scope scope = from; scope != null; scope = scope.getParent()) {
      if (scope.hasSymbol(name)) {
        return new Variable(scope, name);
      }
    }
    return null;
  }

  Set<Part> parts(Variable variable) {
    return parts.getOrDefault(variable, Part.NOTHING);
  }

  void assign(Variable variable, Set<Part> more) {
    if (!more.isEmpty()) {
      parts.computeIfAbsent(variable, key -> new LinkedHashSet<>()).addAll(more);
    }
  }

  void assignFunction(Variable variable, FunctionNode function) {
    functions.computeIfAbsent(variable, key -> new LinkedHashSet<>()).add(function);
  }

  void assignClass(Variable variable) {
    classes.add(variable);
    assignOther(variable);
  }

  /** Anything that is not a function in plain sight. */
  void assignOther(Variable variable) {
    others.merge(variable, 1, Integer::sum);
  }

  /** All functions that a variable may hold; empty when it may also hold another one. */
  Set<FunctionNode> functions(Variable variable) {
    return others.containsKey(variable) ? Set.of() : functions.getOrDefault(variable, Set.of());
  }

  /** True after one reading when there is one place in the text that sets it, to no function. */
  boolean isAssignedOnce(Variable variable) {
    return others.getOrDefault(variable, 0) == 1 && !functions.containsKey(variable);
  }

  /** True when it holds nothing but functions or classes of this module. */
  boolean isOwn(Variable variable) {
    return classes.contains(variable) || !functions(variable).isEmpty();
  }

  /** A function may be called with that as its argument number {@code index}. */
  void pass(FunctionNode function, int index, Set<Part> more) {
    if (more.isEmpty()) {
      return;
    }
    arguments
        .computeIfAbsent(function, key -> new HashMap<>())
        .computeIfAbsent(index, key -> new LinkedHashSet<>())
        .addAll(more);
    if (function.hasSimpleParameterList() && index < function.getParameters().size()) {
      Block body = function.getBody();
      IdentNode parameter = function.getParameters().get(index);
      assign(new Variable(body.getScope(), parameter.getName()), more);
    }
  }

  Set<Part> argument(FunctionNode function, int index) {
    return arguments.getOrDefault(function, Map.of()).getOrDefault(index, Part.NOTHING);
  }

  /** Everything that may land in a rest parameter. */
  Set<Part> argumentsFrom(FunctionNode function, int first) {
    Set<Part> all = new LinkedHashSet<>();
    arguments
        .getOrDefault(function, Map.of())
        .forEach(
            (index, given) -> {
              if (index >= first) {
                all.addAll(given);
              }
            });
    return all;
  }

  /** How much is known, for comparing one reading with the next. */
  int size() {
    return parts.values().stream().mapToInt(Set::size).sum()
        + arguments.values().stream()
            .flatMap(each -> each.values().stream())
            .mapToInt(Set::size)
            .sum();
  }
}
