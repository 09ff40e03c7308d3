package com.jitsu.maven;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;

/**
 * The modules of one build, as far as they must know of each other: a selection of fixtures may be
 * empty in one of them if it is not in another. Modules may build side by side.
 */
final class Reactor {

  private static final String FOUND = ".found";

  private final MavenSession session;

  Reactor(MavenSession session) {
    this.session = session;
  }

  boolean hasSeveralModules() {
    return session.getProjects().size() > 1;
  }

  /**
   * Notes what a module has found, and tells whether it is the last of all modules that look for it
   * and none has found anything. One module of a build is told so at most.
   *
   * @param what was looked for: {@code jitsu.<goal>}, by that goal
   */
  boolean isInVain(String what, boolean nothingFound) {
    MavenExecutionRequest request = session.getRequest();
    // Kept with the request, in plain types, since two modules may use two releases of the plugin.
    synchronized (request) {
      Map<String, Object> data = request.getData();
      Set<String> waitedFor = modules(data, what);
      waitedFor.remove(session.getCurrentProject().getId());
      if (!nothingFound) {
        data.put(what + FOUND, true);
      }
      return waitedFor.isEmpty() && !data.containsKey(what + FOUND);
    }
  }

  @SuppressWarnings("unchecked")
  private Set<String> modules(Map<String, Object> data, String what) {
    String goal = what.substring("jitsu.".length());
    return (Set<String>)
        data.computeIfAbsent(
            what,
            first ->
                session.getProjects().stream()
                    .filter(module -> isAsked(goal) || isBound(goal, module))
                    .map(MavenProject::getId)
                    .collect(Collectors.toCollection(HashSet::new)));
  }

  /** {@code mvn jitsu:test}, for every module. */
  private boolean isAsked(String goal) {
    return session.getGoals().stream()
        .filter(each -> each.contains("jitsu"))
        .map(each -> List.of(each.replaceFirst("@.*", "").split(":")))
        .anyMatch(parts -> parts.size() > 1 && parts.get(parts.size() - 1).equals(goal));
  }

  /** By the packaging, or by an execution in the POM. */
  private static boolean isBound(String goal, MavenProject module) {
    return module.getPackaging().equals(BundlingMojo.PACKAGING)
        || module.getBuildPlugins().stream()
            .filter(plugin -> plugin.getArtifactId().equals("jitsu-maven-plugin"))
            .flatMap(plugin -> plugin.getExecutions().stream())
            .map(PluginExecution::getGoals)
            .anyMatch(goals -> goals.contains(goal));
  }
}
