package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.engine.events.Footprint.OpenException;
import com.jitsu.sdk.engine.events.Variables.Variable;
import com.oracle.js.parser.TokenType;
import com.oracle.js.parser.ir.AccessNode;
import com.oracle.js.parser.ir.BaseNode;
import com.oracle.js.parser.ir.BinaryNode;
import com.oracle.js.parser.ir.Block;
import com.oracle.js.parser.ir.CallNode;
import com.oracle.js.parser.ir.CaseNode;
import com.oracle.js.parser.ir.CatchNode;
import com.oracle.js.parser.ir.ClassElement;
import com.oracle.js.parser.ir.Expression;
import com.oracle.js.parser.ir.ExpressionStatement;
import com.oracle.js.parser.ir.ForNode;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.IfNode;
import com.oracle.js.parser.ir.IndexNode;
import com.oracle.js.parser.ir.JoinPredecessorExpression;
import com.oracle.js.parser.ir.LexicalContext;
import com.oracle.js.parser.ir.LiteralNode;
import com.oracle.js.parser.ir.Node;
import com.oracle.js.parser.ir.ParameterNode;
import com.oracle.js.parser.ir.PropertyNode;
import com.oracle.js.parser.ir.Scope;
import com.oracle.js.parser.ir.SwitchNode;
import com.oracle.js.parser.ir.TernaryNode;
import com.oracle.js.parser.ir.UnaryNode;
import com.oracle.js.parser.ir.VarNode;
import com.oracle.js.parser.ir.visitor.NodeVisitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a module: follows events through what is known to be harmless. Whatever it comes
 * to in another way, which is by the visitor's own default, has escaped: of a part of an event the
 * whole is needed then, and an event makes the footprint open.
 */
final class EventReader extends NodeVisitor<LexicalContext> {

  /** Ways to change what events inherit, or to run text that is not here. */
  static final Set<String> UNSAFE =
      Set.of(
          "__proto__",
          "__defineGetter__",
          "__defineSetter__",
          "constructor",
          "prototype",
          "getPrototypeOf",
          "setPrototypeOf",
          "getOwnPropertyDescriptors",
          "prepareStackTrace");

  private static final Set<String> UNSAFE_GLOBALS =
      Set.of("Array", "Function", "Reflect", "arguments", "eval", "globalThis", "import");

  private final Variables variables;
  private final boolean onlyDefinitions;
  private final Part event = Part.of(Part.Kind.VALUE);
  private final Part list = Part.of(Part.Kind.LIST);
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Deque<FunctionNode> functions = new ArrayDeque<>();
  private final CallReader calls;
  private final AssignmentReader assignments;

  /**
   * @param onlyDefinitions to learn which functions there are, before any event is followed
   */
  EventReader(Variables variables, boolean onlyDefinitions) {
    super(new LexicalContext());
    this.variables = variables;
    this.onlyDefinitions = onlyDefinitions;
    this.calls = new CallReader(this, variables);
    this.assignments = new AssignmentReader(this, variables);
  }

  void read(FunctionNode module) {
    module.accept(this);
  }

  /** What is known of an event up to now. */
  Part event() {
    return event;
  }

  Set<Part> anEvent() {
    return Set.of(event);
  }

  Set<Part> aList() {
    return Set.of(list);
  }

  /** A function may be called with that as its argument number {@code index}. */
  void pass(FunctionNode function, int index, Set<Part> parts) {
    List<IdentNode> parameters = function.getParameters();
    int last = parameters.size() - 1;
    if (last >= 0 && index >= last && parameters.get(last).isRestParameter()) {
      escape(parts, "a rest parameter");
    }
    variables.pass(function, index, parts);
  }

  // Expressions: what value() returns is followed by who asked; the rest has been visited.

  /** What an expression may be, of that which came with the events. */
  Set<Part> value(@Nullable Expression expression) {
    if (expression instanceof IdentNode name) {
      Variable variable = variable(name);
      if (variable == null || name.getName().equals("arguments")) {
        refuseUnsafe(name.getName());
        return Part.NOTHING;
      }
      return variables.parts(variable);
    }
    if (expression instanceof JoinPredecessorExpression join) {
      return value(join.getExpression());
    }
    if (expression instanceof ParameterNode parameter) {
      return parameter(parameter);
    }
    if (expression instanceof AccessNode || expression instanceof IndexNode) {
      return member((BaseNode) expression);
    }
    if (expression instanceof CallNode call) {
      return calls.result(call);
    }
    if (expression instanceof TernaryNode choice) {
      value(choice.getTest());
      return union(value(choice.getTrueExpression()), value(choice.getFalseExpression()));
    }
    if (expression instanceof BinaryNode binary) {
      return binary(binary);
    }
    if (expression instanceof LiteralNode<?> literal && literal.isArray()) {
      return array(literal);
    }
    if (expression instanceof UnaryNode unary && isTest(unary)) {
      value(unary.getExpression());
      return Part.NOTHING;
    }
    visit(expression);
    return Part.NOTHING;
  }

  /** Leaves an expression to the visitor: parts in it escape. */
  void visit(@Nullable Node node) {
    if (node != null) {
      node.accept(this);
    }
  }

  void escape(Set<Part> parts, String where) {
    if (!onlyDefinitions) {
      parts.forEach(part -> part.escape(where));
    }
  }

  /** The variable that a name means here; null when it is none of this module. */
  @Nullable Variable variable(IdentNode name) {
    return Variables.find(scopes.peek(), name.getName());
  }

  private Set<Part> parameter(ParameterNode parameter) {
    FunctionNode function = functions.getFirst();
    if (parameter.isRestParameter()) {
      escape(variables.argumentsFrom(function, parameter.getIndex()), "a rest parameter");
      return Part.NOTHING;
    }
    return variables.argument(function, parameter.getIndex());
  }

  Set<Part> member(BaseNode node) {
    if (node.isSuper()) {
      visit(node instanceof IndexNode index ? index.getIndex() : null);
      return Part.NOTHING;
    }
    String key = key(node);
    if (key == null) {
      visit(((IndexNode) node).getIndex());
    } else if (UNSAFE.contains(key)) {
      refuse("'" + key + "' is used");
    }
    if (isPrototype(node.getBase())) {
      escape(value(((AccessNode) node.getBase()).getBase()), ".prototype");
      return Part.NOTHING;
    }
    Set<Part> bases = isArray(node.getBase()) ? Part.NOTHING : value(node.getBase());
    Set<Part> members = new LinkedHashSet<>();
    for (Part base : bases) {
      if (base.kind() == Part.Kind.LIST) {
        if (key == null || isIndex(key)) {
          members.add(event);
        } else if (!key.equals("length")) {
          escape(Set.of(base), "." + key + " of an array");
        }
      } else if (key == null || isIndex(key) || base.kind() == Part.Kind.EVENTS) {
        escape(Set.of(base), "a member without a name");
      } else {
        members.add(base.member(key));
      }
    }
    return members;
  }

  /** The name of a member where it stands in the text; null where it does not. */
  static @Nullable String key(BaseNode node) {
    if (node instanceof AccessNode access) {
      return access.isPrivate() ? access.getPrivateName() : access.getProperty();
    }
    return literal(((IndexNode) node).getIndex());
  }

  static @Nullable String literal(@Nullable Expression key) {
    if (key instanceof LiteralNode<?> literal && !literal.isArray()) {
      Object value = literal.getValue();
      return literal.isString() || value instanceof Integer ? literal.getString() : null;
    }
    return null;
  }

  /** Numbers are for arrays; of an object such a member is nothing that anybody names. */
  static boolean isIndex(String key) {
    return !key.isEmpty() && (Character.isDigit(key.charAt(0)) || key.charAt(0) == '-');
  }

  /** {@code Array.prototype} is harmless where only a method is taken from it. */
  static boolean isPrototype(Expression expression) {
    return expression instanceof AccessNode access && access.getProperty().equals("prototype");
  }

  /** The global {@code Array}: harmless where it is called or a method of it is. */
  boolean isArray(Expression expression) {
    return expression instanceof IdentNode name
        && name.getName().equals("Array")
        && variable(name) == null;
  }

  private Set<Part> array(LiteralNode<?> literal) {
    List<Expression> elements = literal.getElementExpressions();
    if (elements.size() == 1
        && elements.get(0) instanceof UnaryNode spread
        && spread.isTokenType(TokenType.SPREAD_ARRAY)) {
      return copied(value(spread.getExpression()));
    }
    visit(literal);
    return Part.NOTHING;
  }

  /** An array with the elements of what is iterated. */
  Set<Part> copied(Set<Part> source) {
    return elements(source).isEmpty() ? Part.NOTHING : aList();
  }

  /** What one gets by iterating: events, or parts that have escaped by that. */
  Set<Part> elements(Set<Part> source) {
    Set<Part> elements = new LinkedHashSet<>();
    for (Part part : source) {
      if (part.kind() == Part.Kind.VALUE) {
        escape(Set.of(part), "an iteration");
      } else {
        elements.add(event);
      }
    }
    return elements;
  }

  private Set<Part> binary(BinaryNode node) {
    TokenType type = node.tokenType();
    switch (type) {
      case AND -> {
        // What is left of it comes out only when it is no object.
        value(node.getLhs());
        return value(node.getRhs());
      }
      case OR, NULLISHCOALESC -> {
        return union(value(node.getLhs()), value(node.getRhs()));
      }
      case COMMARIGHT -> {
        value(node.getLhs());
        return value(node.getRhs());
      }
      case EQ_STRICT, NE_STRICT -> {
        value(node.getLhs());
        value(node.getRhs());
        return Part.NOTHING;
      }
      case EQ, NE -> {
        compare(node.getLhs(), node.getRhs());
        return Part.NOTHING;
      }
      case IN -> {
        return presence(node);
      }
      case ASSIGN, ASSIGN_INIT -> {
        return assignments.assignment(node.getLhs(), node.getRhs());
      }
      case ASSIGN_AND, ASSIGN_OR, ASSIGN_NULLCOAL -> {
        Set<Part> before = value(node.getLhs());
        return union(before, assignments.assignment(node.getLhs(), node.getRhs()));
      }
      default -> {
        escape(value(node.getLhs()), "an operator");
        escape(value(node.getRhs()), "an operator");
        if (node.isAssignment()) {
          assignments.assign(node.getLhs(), Part.NOTHING);
        }
        return Part.NOTHING;
      }
    }
  }

  /** Objects are compared with {@code null} by themselves, with anything else by their text. */
  private void compare(Expression left, Expression right) {
    Set<Part> lefts = value(left);
    Set<Part> rights = value(right);
    if (!isNothing(left) && !isNothing(right)) {
      escape(lefts, "==");
      escape(rights, "==");
    }
  }

  private boolean isNothing(Expression expression) {
    if (expression instanceof IdentNode name) {
      return name.getName().equals("undefined") && variable(name) == null;
    }
    return expression instanceof LiteralNode<?> literal
        && !literal.isArray()
        && literal.getValue() == null;
  }

  private Set<Part> presence(BinaryNode node) {
    String key = literal(node.getLhs());
    Set<Part> bases = value(node.getRhs());
    if (key == null || isIndex(key)) {
      visit(node.getLhs());
      escape(bases, "'in'");
      return Part.NOTHING;
    }
    for (Part base : bases) {
      if (base.kind() == Part.Kind.VALUE) {
        base.member(key);
      } else {
        escape(Set.of(base), "'in'");
      }
    }
    return Part.NOTHING;
  }

  /** What looks at a value without passing it on. */
  private static boolean isTest(UnaryNode node) {
    return node.isTokenType(TokenType.NOT)
        || node.isTokenType(TokenType.TYPEOF)
        || node.isTokenType(TokenType.VOID)
        || node.isTokenType(TokenType.DELETE);
  }

  private static void refuse(String why) {
    throw new OpenException(why);
  }

  private void refuseUnsafe(String global) {
    if (UNSAFE_GLOBALS.contains(global)) {
      refuse("'" + global + "' is used");
    }
  }

  static Set<Part> union(Set<Part> some, Set<Part> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Set<Part> both = new LinkedHashSet<>(some);
    both.addAll(others);
    return both;
  }

  // What the visitor comes to by itself.

  @Override
  public boolean enterBlock(Block block) {
    scopes.push(block.getScope());
    return true;
  }

  @Override
  public Node leaveBlock(Block block) {
    scopes.pop();
    return block;
  }

  @Override
  public boolean enterFunctionNode(FunctionNode function) {
    functions.push(function);
    if (function.hasSimpleParameterList()) {
      Scope scope = function.getBody().getScope();
      function
          .getParameters()
          .forEach(each -> variables.assignOther(new Variable(scope, each.getName())));
    }
    return true;
  }

  @Override
  public Node leaveFunctionNode(FunctionNode function) {
    functions.pop();
    return function;
  }

  @Override
  public boolean enterVarNode(VarNode node) {
    if (node.isDestructuring() || node.getInit() == null) {
      return false;
    }
    if (!assignments.assignDefinition(node.getName(), node.getInit())) {
      assignments.assign(node.getName(), value(node.getInit()));
    }
    return false;
  }

  @Override
  public boolean enterExpressionStatement(ExpressionStatement statement) {
    value(statement.getExpression());
    return false;
  }

  @Override
  public boolean enterIfNode(IfNode node) {
    value(node.getTest());
    visit(node.getPass());
    visit(node.getFail());
    return false;
  }

  @Override
  public boolean enterSwitchNode(SwitchNode node) {
    value(node.getExpression());
    for (CaseNode each : node.getCases()) {
      value(each.getTest());
      each.getStatements().forEach(this::visit);
    }
    return false;
  }

  @Override
  public boolean enterForNode(ForNode node) {
    if (node.isForOf() || node.isForAwaitOf()) {
      assignments.assign(node.getInit(), elements(value(node.getModify())));
    } else if (node.isForInOrOf()) {
      escape(value(node.getModify()), "for … in");
      assignments.assign(node.getInit(), Part.NOTHING);
    } else {
      value(node.getInit());
      value(node.getTest());
      value(node.getModify());
    }
    visit(node.getBody());
    return false;
  }

  @Override
  public boolean enterCatchNode(CatchNode node) {
    assignments.assign(node.getException(), Part.NOTHING);
    if (node.getDestructuringPattern() != null) {
      assignments.assign(node.getDestructuringPattern(), Part.NOTHING);
    }
    visit(node.getBody());
    return false;
  }

  @Override
  public boolean enterIdentNode(IdentNode name) {
    escape(value(name), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterAccessNode(AccessNode node) {
    escape(member(node), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterIndexNode(IndexNode node) {
    escape(member(node), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterCallNode(CallNode call) {
    escape(calls.result(call), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterBinaryNode(BinaryNode node) {
    escape(binary(node), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterTernaryNode(TernaryNode node) {
    escape(value(node), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterParameterNode(ParameterNode node) {
    escape(parameter(node), "something that is not followed");
    return false;
  }

  @Override
  public boolean enterUnaryNode(UnaryNode node) {
    if (isTest(node)) {
      value(node.getExpression());
      return false;
    }
    if (node.isAssignment()) {
      escape(value(node.getExpression()), "an operator");
      assignments.assign(node.getExpression(), Part.NOTHING);
      return false;
    }
    return true;
  }

  @Override
  public boolean enterLiteralNode(LiteralNode<?> literal) {
    if (literal.isString() && UNSAFE.contains(literal.getString())) {
      refuse("'" + literal.getString() + "' is used");
    }
    return true;
  }

  @Override
  public boolean enterPropertyNode(PropertyNode property) {
    return property(property);
  }

  @Override
  public boolean enterClassElement(ClassElement element) {
    if (element.getDecorators() != null) {
      element.getDecorators().forEach(this::visit);
    }
    return property(element);
  }

  private boolean property(PropertyNode property) {
    if (property.isComputed() || property.isRest()) {
      visit(property.getKey());
    }
    visit(property.getValue());
    visit(property.getGetter());
    visit(property.getSetter());
    return false;
  }
}
