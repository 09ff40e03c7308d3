package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.engine.events.Footprint.OpenException;
import com.jitsu.sdk.engine.events.Variables.Variable;
import com.oracle.js.parser.TokenType;
import com.oracle.js.parser.ir.AccessNode;
import com.oracle.js.parser.ir.BaseNode;
import com.oracle.js.parser.ir.BinaryNode;
import com.oracle.js.parser.ir.ClassNode;
import com.oracle.js.parser.ir.Expression;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.IndexNode;
import com.oracle.js.parser.ir.LiteralNode;
import com.oracle.js.parser.ir.ObjectNode;
import com.oracle.js.parser.ir.PropertyNode;
import com.oracle.js.parser.ir.UnaryNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows events into variables and through patterns, and sees what must not be changed. */
final class AssignmentReader {

  private final EventReader reader;
  private final Variables variables;

  AssignmentReader(EventReader reader, Variables variables) {
    this.reader = reader;
    this.variables = variables;
  }

  Set<Part> assignment(Expression target, Expression source) {
    if (target instanceof IdentNode name && assignDefinition(name, source)) {
      return Part.NOTHING;
    }
    Set<Part> parts = reader.value(source);
    assign(target, parts);
    return parts;
  }

  /** True when the source is a function or a class, which has been visited then. */
  boolean assignDefinition(IdentNode name, @Nullable Expression source) {
    Variable variable = reader.variable(name);
    if (variable == null || !(source instanceof FunctionNode || source instanceof ClassNode)) {
      return false;
    }
    if (source instanceof FunctionNode function) {
      variables.assignFunction(variable, function);
    } else {
      variables.assignClass(variable);
    }
    reader.visit(source);
    return true;
  }

  /** Whatever stands left of {@code =}, or is a pattern, takes these parts. */
  void assign(@Nullable Expression target, Set<Part> parts) {
    if (target instanceof IdentNode name) {
      Variable variable = reader.variable(name);
      if (variable == null) {
        throw new OpenException("a global variable is changed");
      }
      variables.assignOther(variable);
      variables.assign(variable, parts);
    } else if (target instanceof BinaryNode withDefault
        && withDefault.isTokenType(TokenType.ASSIGN)) {
      assign(withDefault.getLhs(), EventReader.union(parts, reader.value(withDefault.getRhs())));
    } else if (target instanceof ObjectNode pattern) {
      assignMembers(pattern, parts);
    } else if (target instanceof LiteralNode<?> pattern && pattern.isArray()) {
      assignElements(pattern, parts);
    } else if (target instanceof AccessNode || target instanceof IndexNode) {
      assignMember((BaseNode) target);
      reader.escape(parts, "a member of something");
    } else {
      reader.visit(target);
      reader.escape(parts, "an assignment");
    }
  }

  private void assignMembers(ObjectNode pattern, Set<Part> parts) {
    for (PropertyNode property : pattern.getElements()) {
      if (property.isRest()) {
        reader.escape(parts, "a rest pattern");
        assign(((UnaryNode) property.getKey()).getExpression(), Part.NOTHING);
        continue;
      }
      String key =
          property.isComputed() ? EventReader.literal(property.getKey()) : property.getKeyName();
      if (key == null) {
        reader.visit(property.getKey());
      } else if (EventReader.UNSAFE.contains(key)) {
        throw new OpenException("'" + key + "' is used");
      }
      Set<Part> members = new LinkedHashSet<>();
      for (Part part : parts) {
        if (key == null || EventReader.isIndex(key) || part.kind() != Part.Kind.VALUE) {
          reader.escape(Set.of(part), "a pattern");
        } else {
          members.add(part.member(key));
        }
      }
      assign(property.getValue(), members);
    }
  }

  private void assignElements(LiteralNode<?> pattern, Set<Part> parts) {
    Set<Part> elements = reader.elements(parts);
    for (Expression element : pattern.getElementExpressions()) {
      if (element instanceof UnaryNode rest) {
        assign(rest.getExpression(), elements.isEmpty() ? Part.NOTHING : reader.aList());
      } else if (element != null) {
        assign(element, elements);
      }
    }
  }

  /** Members of events may change: nobody enumerates them. Those of what is shared may not. */
  private void assignMember(BaseNode target) {
    Expression root = target.getBase();
    if (EventReader.isPrototype(root) && !isOwn(((AccessNode) root).getBase())) {
      throw new OpenException("a prototype is changed");
    }
    while (root instanceof BaseNode deeper) {
      root = deeper.getBase();
    }
    if (root instanceof IdentNode name && !name.isThis() && reader.variable(name) == null) {
      throw new OpenException("a global object is changed");
    }
    for (Part part : reader.member(target)) {
      if (part.isEvent()) {
        reader.escape(Set.of(part), "an array that is changed");
      }
    }
  }

  private boolean isOwn(Expression owner) {
    Variable variable = owner instanceof IdentNode name ? reader.variable(name) : null;
    return variable != null && variables.isOwn(variable);
  }
}
