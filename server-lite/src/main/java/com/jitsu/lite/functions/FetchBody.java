package com.jitsu.lite.functions;

import com.jitsu.sdk.host.HostException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import okhttp3.Response;

/**
 * The body of a reply, whole and decompressed. What is read never outgrows the limit, however small
 * it was on its way.
 */
final class FetchBody {

  /** As many layers of compression as browsers and curl take off. */
  private static final int MOST_CODINGS = 5;

  private FetchBody() {}

  static byte[] read(Response response, long maxBytes) throws IOException {
    boolean none =
        response.request().method().equals("HEAD")
            || response.code() == 204
            || response.code() == 304;
    if (none) {
      return new byte[0];
    }
    if (response.body().contentLength() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (InputStream in =
        decoded(response.body().byteStream(), response.header("Content-Encoding", ""))) {
      byte[] some = new byte[8_192];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        if (body.size() + (long) read > maxBytes) {
          throw tooLarge(maxBytes);
        }
        body.write(some, 0, read);
      }
    }
    return body.toByteArray();
  }

  /** The last coding was applied last. What is not known here comes as it is. */
  private static InputStream decoded(InputStream in, String codings) throws IOException {
    String[] applied = codings.toLowerCase(Locale.ROOT).split(",", -1);
    if (applied.length > MOST_CODINGS) {
      throw new HostException(
          "TypeError", "fetch failed: the body is compressed more than " + MOST_CODINGS + " times");
    }
    InputStream decoded = in;
    for (int i = applied.length - 1; i >= 0; i--) {
      switch (applied[i].strip()) {
        case "gzip", "x-gzip" -> decoded = gunzipped(decoded);
        case "deflate" -> decoded = inflated(decoded);
        case "", "identity" -> {}
        default -> {
          return decoded;
        }
      }
    }
    return decoded;
  }

  private static InputStream gunzipped(InputStream in) throws IOException {
    PushbackInputStream ahead = new PushbackInputStream(in, 1);
    return peek(ahead) < 0 ? ahead : new GZIPInputStream(ahead);
  }

  /** Some servers leave out the header of zlib, which always begins with an 8. */
  private static InputStream inflated(InputStream in) throws IOException {
    PushbackInputStream ahead = new PushbackInputStream(in, 1);
    int first = peek(ahead);
    return first < 0
        ? ahead
        : new InflaterInputStream(ahead, new Inflater((first & 0x0f) != 8)) {
          @Override
          public void close() throws IOException {
            super.close();
            inf.end();
          }
        };
  }

  private static int peek(PushbackInputStream in) throws IOException {
    int first = in.read();
    if (first >= 0) {
      in.unread(first);
    }
    return first;
  }

  private static HostException tooLarge(long maxBytes) {
    return new HostException(
        "TypeError", "fetch failed: the body is larger than " + maxBytes + " bytes");
  }
}
