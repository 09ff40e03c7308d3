package com.jitsu.maven;

import com.jitsu.maven.project.CompiledFolder;
import com.jitsu.maven.project.ProfilesZip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Puts the compiled functions, their source maps and {@code manifest.json} into {@code
 * target/<finalName>-profiles.zip}. The same functions give the same bytes, on every machine and
 * JDK. In a project of packaging {@code jitsu-profiles} the zip is the project's artifact, in any
 * other it is attached with the classifier {@code profiles}.
 *
 * @since 0.1.0
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class PackageMojo extends CompilingMojo {

  /**
   * The time that all entries of the zip have: ISO 8601 or seconds since 1970. Default: one that
   * never changes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "project.build.outputTimestamp")
  private @Nullable String outputTimestamp;

  /**
   * Where the zip goes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.outputDirectory", defaultValue = "${project.build.directory}")
  private File outputDirectory;

  @Parameter(defaultValue = "${project.build.finalName}", readonly = true, required = true)
  private String finalName;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.package.skip", defaultValue = "false")
  private boolean skipPackage;

  @Inject private MavenProjectHelper projects;

  @Override
  void runOnFunctions() throws IOException {
    ProfilesZip format = new ProfilesZip(outputTimestamp);
    int functions = compile().functions().size();
    Path zip = outputDirectory.toPath().resolve(finalName + "-profiles.zip");
    format.write(new CompiledFolder(output()), zip);
    if (project().getPackaging().equals(PACKAGING)) {
      project().getArtifact().setFile(zip.toFile());
    } else {
      projects.attachArtifact(project(), "zip", "profiles", zip.toFile());
    }
    getLog()
        .info(
            "Packaged "
                + functions
                + (functions == 1 ? " function in " : " functions in ")
                + root().relativize(zip.toAbsolutePath()));
  }

  @Override
  boolean isSkipped() {
    return skipPackage;
  }
}
