package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives Jetty's own errors the form of all others. */
final class JettyErrors extends ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(JettyErrors.class);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = status(response);
    Object message = request.getAttribute(ERROR_MESSAGE);
    Object failure = request.getAttribute(ERROR_EXCEPTION);
    Problem problem;
    if (status == HttpStatus.INTERNAL_SERVER_ERROR_500) {
      String id = UUID.randomUUID().toString().substring(0, 8);
      log.error("request failed id={} status={}", id, status, (Throwable) failure);
      problem = RequestHandler.internal(id);
    } else {
      problem = problem(status, message == null ? null : String.valueOf(message));
    }
    Reply reply = Reply.problem(status, problem);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }

  /** A version of HTTP that does not exist is the sender's mistake, so it is none of ours. */
  private static int status(Response response) {
    return response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
        ? HttpStatus.BAD_REQUEST_400
        : response.getStatus();
  }

  private static Problem problem(int status, @Nullable String message) {
    String what = Excerpt.of(message == null ? HttpStatus.getMessage(status) : message);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      return new Problem("JITSU-0507", "the server is stopping", null, "send the same again later");
    }
    if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        || status == HttpStatus.URI_TOO_LONG_414) {
      return new Problem("JITSU-0503", what, null, "send less in the address and the headers");
    }
    return RequestHandler.malformed(what);
  }
}
