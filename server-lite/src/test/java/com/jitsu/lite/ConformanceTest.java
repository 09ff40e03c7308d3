package com.jitsu.lite;

import com.jitsu.sdk.conformance.ConformanceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A live server takes the exam of the engine, and must give the same answers. */
class ConformanceTest extends ConformanceContract {

  @TempDir static Path folder;
  private static LiveSubject server;

  @BeforeAll
  static void start() {
    server = new LiveSubject(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Subject subject() {
    return server;
  }
}
