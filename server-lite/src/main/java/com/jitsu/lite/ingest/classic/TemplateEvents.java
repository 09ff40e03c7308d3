package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Events that share a template. What the template says wins over what an event says.
 *
 * <p>Each is made when it is asked for, anew every time: the caller may change it, and a small body
 * never costs the memory of all its events at once.
 */
final class TemplateEvents extends AbstractList<ObjectNode> implements RandomAccess {

  private final ObjectNode template;
  private final List<ObjectNode> events;

  TemplateEvents(ObjectNode template, List<ObjectNode> events) {
    this.template = template;
    this.events = events;
  }

  @Override
  public ObjectNode get(int index) {
    ObjectNode event = events.get(index).deepCopy();
    event.setAll(template.deepCopy());
    return event;
  }

  @Override
  public int size() {
    return events.size();
  }
}
