package com.jitsu.maven.doctor;

import com.jitsu.sdk.bundle.EsbuildBinary;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;

/**
 * What Maven runs on.
 *
 * @param java its feature release, 17 for one
 * @param javaText as the JDK calls itself
 * @param maxMemory bytes that Maven's heap may have
 */
public record Machine(
    int java, String javaText, String maven, String osName, String osArch, long maxMemory) {

  private static final int OLDEST_JAVA = 17;
  private static final int NEWEST_JAVA = 25;
  private static final long MEGABYTE = 1024 * 1024;

  /** Less than this, and TypeScript's compiler has no room. */
  private static final long LEAST_MEMORY = 512 * MEGABYTE;

  /** JDK, Maven, platform and memory. */
  public List<Finding> findings(boolean ownEsbuild) {
    return List.of(ofJava(), ofMaven(), ofPlatform(ownEsbuild), ofMemory());
  }

  private Finding ofJava() {
    if (java < OLDEST_JAVA) {
      return Finding.fail(
          "JDK", javaText + ", older than 17", "install a JDK 17 or newer and set JAVA_HOME to it");
    }
    return java > NEWEST_JAVA
        ? Finding.warn(
            "JDK",
            javaText + ", newer than what this release was tested with",
            "set JAVA_HOME to a JDK from 17 to 25 if something fails")
        : Finding.ok("JDK", javaText);
  }

  private Finding ofMaven() {
    boolean old = maven.matches("[0-2]\\..*|3\\.[0-7](\\..*)?|3\\.8\\.[0-6](\\D.*)?");
    return old
        ? Finding.fail("Maven", maven + ", older than 3.8.7", "install Maven 3.8.7 or newer")
        : Finding.ok("Maven", maven);
  }

  private Finding ofPlatform(boolean ownEsbuild) {
    String name = osName + " on " + osArch;
    try {
      return Finding.ok("platform", name + ", " + EsbuildBinary.platform(osName, osArch));
    } catch (ProblemException e) {
      return ownEsbuild ? Finding.ok("platform", name) : Finding.fail("platform", e);
    }
  }

  private Finding ofMemory() {
    String text = maxMemory / MEGABYTE + " MB for Maven";
    return maxMemory < LEAST_MEMORY
        ? Finding.warn("memory", text, "export MAVEN_OPTS=-Xmx1g")
        : Finding.ok("memory", text);
  }
}
