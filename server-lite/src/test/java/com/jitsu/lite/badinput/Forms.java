package com.jitsu.lite.badinput;

import java.util.ArrayList;
import java.util.List;

/** Forms that hold no file that anybody could read. */
final class Forms {

  private static final String FILE =
      "Content-Disposition: form-data; name=\"file\"; filename=\"f\"";

  private Forms() {}

  static List<BadRequest> all() {
    List<BadRequest> all = new ArrayList<>();
    for (IngestRoute route : IngestRoute.ALL) {
      if (route.takes() == IngestRoute.Takes.FILE) {
        for (String form : forms()) {
          String type = "Content-Type: multipart/form-data; boundary=b";
          add(all, form, route, type);
        }
        for (String boundary :
            List.of(
                "",
                ";",
                "; boundary",
                "; boundary=",
                "; boundary=\"",
                "; boundary=" + "x".repeat(2_000),
                "; boundary=b; boundary=c")) {
          add(
              all,
              "--b\r\n" + FILE + "\r\n\r\n{}\r\n--b--\r\n",
              route,
              "Content-Type: multipart/form-data" + boundary);
        }
      }
    }
    return all;
  }

  private static List<String> forms() {
    return List.of(
        "",
        "garbage",
        "--b",
        "--b--",
        "--b\r\n",
        "--b--\r\n",
        "--b\r\n\r\n",
        "--b\r\n" + FILE,
        "--b\r\n" + FILE + "\r\n\r\n",
        "--b\r\n" + FILE + "\r\n\r\n{\"a\":1}",
        "--b\r\n" + FILE + "\r\n\r\n{\"a\":\r\n--b--\r\n",
        "--b\r\n" + FILE.replace("file", "other") + "\r\n\r\n{}\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data\r\n\r\n{}\r\n--b--\r\n",
        "--b\r\nX\r\n\r\n{}\r\n--b--\r\n",
        "--b\r\n" + FILE + "\r\nContent-Encoding: gzip\r\n\r\n{}\r\n--b--\r\n",
        "--b\r\n" + FILE + "\r\nContent-Encoding: br\r\n\r\n{}\r\n--b--\r\n",
        ("--b\r\n" + FILE.replace("file", "x") + "\r\n\r\n\r\n").repeat(1_000) + "--b--\r\n",
        "--b\r\n" + "X: y\r\n".repeat(5_000) + "\r\n\r\n--b--\r\n",
        "--b\r\nX: " + "y".repeat(100_000) + "\r\n\r\n\r\n--b--\r\n",
        "--b\n" + FILE + "\n\n{}\n--b--\n",
        "\r\n".repeat(5_000),
        "--b".repeat(5_000),
        "--b\r\n" + FILE + "\r\n\r\n\u0000\u00ff\r\n--b--\r\n",
        "--b\r\n" + FILE + "\r\n\r\n" + "{\n".repeat(3_000) + "\r\n--b--\r\n");
  }

  private static void add(List<BadRequest> all, String form, IngestRoute route, String type) {
    String name = "number " + all.size() + ", " + form.length() + " bytes → " + route;
    all.add(
        BadRequest.kept("form", name, route.request(BadRequest.bytes(form), type), route.form()));
  }
}
