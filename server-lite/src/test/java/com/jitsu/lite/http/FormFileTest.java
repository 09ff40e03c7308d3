package com.jitsu.lite.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=\"",
        "multipart/form-data; boundary=\"b",
        "multipart/form-data; boundary=",
        "multipart/form-data",
        "text/plain; boundary=b"
      })
  void withoutABoundaryThereIsNoFile(String contentType) {
    Call call =
        new Call(
            "POST",
            "/",
            Map.of(),
            Map.of(),
            Map.of("Content-Type", contentType)::get,
            "127.0.0.1",
            "--b\r\n\r\n--b--".getBytes(US_ASCII),
            new BodyBudget(1_000).share());

    assertThatThrownBy(() -> FormFile.read(call, "file", new BodyLimit(1_000)))
        .isInstanceOf(FormFile.Unreadable.class)
        .hasMessageContaining("isn't multipart/form-data with a boundary");
  }
}
