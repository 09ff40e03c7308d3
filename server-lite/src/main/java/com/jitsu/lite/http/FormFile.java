package com.jitsu.lite.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@code multipart/form-data} body, unpacked. For routes whose {@link
 * BodyLimit#asSent()} leaves the body alone: {@code Content-Encoding: gzip} there means that the
 * file is packed, or the body is, or both.
 */
public final class FormFile {

  private static final int MOST_PARTS = 100;
  private static final int MOST_HEADER_BYTES = 8_192;

  private FormFile() {}

  /** Why there is no such file. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param field name of the form's field
   * @param limit of the file once unpacked; more is answered with 413
   */
  public static byte[] read(Call call, String field, BodyLimit limit) throws Unreadable {
    boolean packed = isGzip(call.header("Content-Encoding").orElse(""));
    byte[] body = call.body();
    byte[] form = packed && startsAsGzip(body) ? unpack(call, body, limit) : body;
    Part part = find(form, call.header("Content-Type").orElse(""), field);
    boolean partPacked = isGzip(part.encoding);
    byte[] file = part.content.toByteArray();
    // Who packs the whole form has not packed the file in it once more, unless it looks like that.
    return partPacked || (packed && (form == body || startsAsGzip(file)))
        ? unpack(call, file, limit)
        : file;
  }

  private static boolean isGzip(String encoding) throws Unreadable {
    String name = encoding.trim().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("identity")) {
      return false;
    }
    if (!name.equals("gzip") && !name.equals("x-gzip")) {
      throw new Unreadable("only 'gzip' encoding is supported");
    }
    return true;
  }

  private static boolean startsAsGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static byte[] unpack(Call call, byte[] packed, BodyLimit limit) throws Unreadable {
    try {
      return Gunzip.unpack(packed, limit.bytes(), call.share());
    } catch (IOException e) {
      throw new Unreadable("it is not gzip, or was cut: " + e.getMessage());
    }
  }

  private static Part find(byte[] form, String contentType, String field) throws Unreadable {
    String boundary = boundary(contentType);
    if (boundary == null || boundary.isEmpty()) {
      throw new Unreadable(
          "request Content-Type isn't multipart/form-data with a boundary, but \""
              + Excerpt.of(contentType)
              + "\"");
    }
    Parts parts = new Parts(field);
    MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
    parser.setMaxParts(MOST_PARTS);
    parser.setPartHeadersMaxLength(MOST_HEADER_BYTES);
    try {
      parser.parse(Content.Chunk.from(ByteBuffer.wrap(form), true));
    } catch (RuntimeException e) {
      throw new Unreadable("the form is malformed: " + e.getMessage());
    }
    if (parts.failure != null) {
      throw new Unreadable("the form is malformed: " + parts.failure.getMessage());
    }
    if (parts.found == null) {
      throw new Unreadable("no such file");
    }
    return parts.found;
  }

  private static @Nullable String boundary(String contentType) {
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return null;
    }
    try {
      return MultiPart.extractBoundary(contentType);
    } catch (IllegalArgumentException e) {
      // A quote that does not end.
      return null;
    }
  }

  private record Part(String encoding, ByteArrayOutputStream content) {}

  /** Keeps the content of the first part with the name. */
  private static final class Parts extends MultiPart.AbstractPartsListener {

    private final String field;
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private @Nullable Part found;
    private @Nullable Throwable failure;

    Parts(String field) {
      this.field = field;
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      if (found == null && field.equals(getName())) {
        ByteBuffer buffer = chunk.getByteBuffer().slice();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        content.writeBytes(bytes);
      }
    }

    @Override
    public void onPart(String name, String fileName, HttpFields headers) {
      if (found == null && field.equals(name)) {
        String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        found = new Part(encoding == null ? "" : encoding, content);
      }
      content = new ByteArrayOutputStream();
    }

    @Override
    public void onFailure(Throwable failure) {
      this.failure = failure;
    }
  }
}
