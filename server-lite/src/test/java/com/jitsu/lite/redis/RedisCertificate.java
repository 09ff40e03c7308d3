package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** A certificate that signs itself, for the host {@code localhost} and no other. */
public record RedisCertificate(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  public static RedisCertificate make(Path folder) throws Exception {
    Path store = folder.resolve("redis.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate certificate = keys.getCertificate("redis");
    Key key = keys.getKey("redis", PASSWORD.toCharArray());
    return new RedisCertificate(
        pem(folder.resolve("redis.crt"), "CERTIFICATE", certificate.getEncoded()),
        pem(folder.resolve("redis.key"), "PRIVATE KEY", key.getEncoded()));
  }

  private static Path pem(Path file, String what, byte[] content) throws Exception {
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                what,
                Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content),
                what));
  }
}
