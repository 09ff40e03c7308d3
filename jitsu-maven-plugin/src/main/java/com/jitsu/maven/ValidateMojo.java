package com.jitsu.maven;

import com.jitsu.maven.project.Validation;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks what can be known without running anything: that sources and imports can be read, that
 * each function's {@code config} holds plain values and knows its keys, that slugs are unique and
 * that fixtures match their format. Every problem of every file is reported at once.
 *
 * @since 0.1.0
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends BundlingMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.validate.skip", defaultValue = "false")
  private boolean skipValidate;

  @Override
  void run() throws IOException {
    if (isModuleWithoutFunctions()) {
      getLog().info("There are no functions in this module.");
      return;
    }
    getLog().info(Validation.of(root(), compiler().attempt()).text());
  }

  @Override
  boolean isSkipped() {
    return skipValidate;
  }
}
