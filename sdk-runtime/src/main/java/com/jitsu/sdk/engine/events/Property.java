package com.jitsu.sdk.engine.events;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import org.jspecify.annotations.Nullable;

/**
 * Puts one property into objects that are being made, and remembers how it was done for objects of
 * the same kind. A root of its own because the engine wants its nodes to be in a tree.
 */
final class Property extends RootNode {

  private final Object key;
  @Child private DynamicObjectLibrary access;

  Property(Object key) {
    super(null);
    this.key = key;
    this.access = insert(JSObjectUtil.createDispatched(key));
  }

  void put(JSObject object, Object value) {
    access.putWithFlags(object, key, value, JSAttributes.getDefault());
  }

  @Override
  public @Nullable Object execute(VirtualFrame frame) {
    return null;
  }
}
