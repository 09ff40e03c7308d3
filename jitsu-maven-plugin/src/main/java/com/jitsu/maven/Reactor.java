package com.jitsu.maven;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;

/**
 * The modules of one build, as far as they must know of each other: a selection of fixtures may be
 * empty in one of them if it is not in another. Modules may build side by side.
 */
final class Reactor {

  private static final String NOWHERE = ".nowhere";
  private static final String SOMEWHERE = ".somewhere";

  private final MavenSession session;

  Reactor(MavenSession session) {
    this.session = session;
  }

  boolean hasSeveralModules() {
    return session.getProjects().size() > 1;
  }

  /**
   * Notes what a module has found, and tells whether it is the last of all modules and none has
   * found anything.
   *
   * @param what was looked for
   */
  boolean isInVain(String what, boolean nothingFound) {
    String module = session.getCurrentProject().getId();
    (nothingFound ? modules(what + NOWHERE) : modules(what + SOMEWHERE)).add(module);
    return modules(what + SOMEWHERE).isEmpty()
        && modules(what + NOWHERE).size() == session.getProjects().size();
  }

  /** Kept with the session: plain types, since two modules may use two releases of the plugin. */
  @SuppressWarnings("unchecked")
  private Set<String> modules(String key) {
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      return (Set<String>)
          data.computeIfAbsent("jitsu." + key, absent -> ConcurrentHashMap.newKeySet());
    }
  }
}
